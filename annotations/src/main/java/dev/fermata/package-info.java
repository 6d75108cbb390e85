/** What a user of Fermata writes: annotations for tasks and steps, and the static {@link dev.fermata.Durable} primitives. */
@NullMarked
package dev.fermata;

import org.jspecify.annotations.NullMarked;
