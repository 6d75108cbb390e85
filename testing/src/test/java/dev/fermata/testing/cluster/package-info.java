@NullMarked
package dev.fermata.testing.cluster;

import org.jspecify.annotations.NullMarked;
