/** Steps that commit together with their checkpoint, in a transaction of the host. */
@NullMarked
package dev.fermata.engine.transact;

import org.jspecify.annotations.NullMarked;
