/**
 * The runtime contract of generated code. Machines compiled by an older processor run on a newer engine, so nothing
 * here may change incompatibly once released.
 */
@NullMarked
package dev.fermata.machine;

import org.jspecify.annotations.NullMarked;
