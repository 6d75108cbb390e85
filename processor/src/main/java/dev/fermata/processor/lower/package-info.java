/** From an attributed method body to a control-flow graph whose only suspension points are the calls that may suspend. */
@NullMarked
package dev.fermata.processor.lower;

import org.jspecify.annotations.NullMarked;
