package dev.fermata.spring.transaction;

import dev.fermata.engine.transact.StepTransactions;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** One step's transaction, bound to its thread: the step's own interceptor joins it. */
final class SpringTransaction implements StepTransactions.Open {

    private static final Logger LOG = LoggerFactory.getLogger(SpringTransaction.class);

    private final ManagedDatabase database;
    private final TransactionStatus status;
    private @Nullable Connection connection;

    SpringTransaction(ManagedDatabase database, TransactionDefinition definition) {
        this.database = database;
        this.status = database.manager().getTransaction(definition);
    }

    @Override
    public Connection written() {
        database.flush().run();
        Connection own = DataSourceUtils.getConnection(database.dataSource());
        connection = own;
        return own;
    }

    @Override
    public void commit() {
        release();
        database.manager().commit(status);
    }

    @Override
    public void end() {
        if (status.isCompleted()) {
            return;
        }
        try {
            release();
            database.manager().rollback(status);
        } catch (RuntimeException e) {
            // Its connection is gone, and with it the transaction.
            LOG.debug("A transaction that fails cannot be rolled back either", e);
        }
    }

    private void release() {
        DataSourceUtils.releaseConnection(connection, database.dataSource());
        connection = null;
    }
}
