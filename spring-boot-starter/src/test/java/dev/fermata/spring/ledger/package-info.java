/** An application that writes into a ledger from transactional steps, by every way Spring has to a database. */
@NullMarked
package dev.fermata.spring.ledger;

import org.jspecify.annotations.NullMarked;
