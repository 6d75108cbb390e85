package dev.fermata.spring.transaction;

import dev.fermata.engine.transact.StepTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.CannotCreateTransactionException;
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
        begin();
    }

    /**
     * PostgreSQL's driver sends BEGIN with the first statement and does not wait for its answer: should the server cancel it
     * (a statement time-out, a cancellation that comes late), that statement is executed all the same and stays, although it
     * threw. So the first one changes nothing, and the step is not called when it fails.
     */
    private void begin() {
        Connection own = null;
        try {
            own = DataSourceUtils.getConnection(database.dataSource());
            try (Statement statement = own.createStatement()) {
                statement.execute("select");
            }
        } catch (SQLException | RuntimeException e) {
            end();
            throw new CannotCreateTransactionException("The transaction of a step was not begun", e);
        } finally {
            DataSourceUtils.releaseConnection(own, database.dataSource());
        }
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
