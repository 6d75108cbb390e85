/** Keeps this worker's lease alive and gives back the runs of workers whose lease ended. */
@NullMarked
package dev.fermata.engine.lease;

import org.jspecify.annotations.NullMarked;
