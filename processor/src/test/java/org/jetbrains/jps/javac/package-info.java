@NullMarked
package org.jetbrains.jps.javac;

import org.jspecify.annotations.NullMarked;
