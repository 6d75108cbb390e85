/** How a frame that another build has stored fits this one: what is taken over, what is migrated, and what is missing. */
@NullMarked
package dev.fermata.engine.resume;

import org.jspecify.annotations.NullMarked;
