/** Finds before a deploy which runs it would strand: manifests of frames compared with a build and with a database. */
@NullMarked
package dev.fermata.testing.frames;

import org.jspecify.annotations.NullMarked;
