/** The text of what is generated: the machine on the user's own line numbers, clients and catalogs. */
@NullMarked
package dev.fermata.processor.emit;

import org.jspecify.annotations.NullMarked;
