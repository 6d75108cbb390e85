/** The beans of the application that declare tasks, and the clients generated for them. */
@NullMarked
package dev.fermata.spring.tasks;

import org.jspecify.annotations.NullMarked;
