/**
 * The front end: what the surrounding compiler knows (javac under any wrapper, or ECJ), and the isolated attribution of
 * task classes, which gives typed method bodies without touching the user's compilation.
 */
@NullMarked
package dev.fermata.processor.tree;

import org.jspecify.annotations.NullMarked;
