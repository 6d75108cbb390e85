/** Everything that is generated except the machine itself: typed clients, catalogs, frame manifests. */
@NullMarked
package dev.fermata.processor.emit;

import org.jspecify.annotations.NullMarked;
