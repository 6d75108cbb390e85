package dev.fermata.spring.transaction;

import dev.fermata.spring.ledger.Ledger;

/** Transactions of a JdbcTransactionManager. */
class JdbcTransactionalStepTest extends TransactionalStepContract {

    @Override
    String[] properties() {
        return new String[] {Ledger.WITHOUT_JPA};
    }
}
