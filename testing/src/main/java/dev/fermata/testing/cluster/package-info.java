/** What it takes to attack a cluster on one machine: JVM processes that are killed and frozen, and a faulty network. */
@NullMarked
package dev.fermata.testing.cluster;

import org.jspecify.annotations.NullMarked;
