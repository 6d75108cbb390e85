@NullMarked
package dev.fermata.engine.model;

import org.jspecify.annotations.NullMarked;
