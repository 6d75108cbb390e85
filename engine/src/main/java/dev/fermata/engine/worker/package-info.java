/** The life of a worker: registers, claims, drains, hands back, and starts over when its lease is lost. */
@NullMarked
package dev.fermata.engine.worker;

import org.jspecify.annotations.NullMarked;
