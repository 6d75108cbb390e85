@NullMarked
package dev.fermata.engine.transact;

import org.jspecify.annotations.NullMarked;
