/** Orders: loaded, paid, reserved, and confirmed after a while. */
@NullMarked
package dev.fermata.example.orders;

import org.jspecify.annotations.NullMarked;
