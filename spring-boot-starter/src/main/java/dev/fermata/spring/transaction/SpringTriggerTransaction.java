package dev.fermata.spring.transaction;

import dev.fermata.engine.trigger.TriggerTransaction;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Joins the transaction that Spring runs on the application's data source; outside one, a trigger commits by itself on the
 * engine's own connection. A transaction of another data source, and a JTA transaction that has not yet used this one, is
 * not joined.
 */
public final class SpringTriggerTransaction implements TriggerTransaction {

    /** Runs work on a connection in autocommit mode. */
    public interface OwnConnection {
        <T> T call(Function<Connection, T> work);
    }

    private final @Nullable DataSource dataSource;
    private final OwnConnection own;

    /** @param dataSource null: there is no transaction to join */
    public SpringTriggerTransaction(@Nullable DataSource dataSource, OwnConnection own) {
        this.dataSource = dataSource == null ? null : underneath(dataSource);
        this.own = own;
    }

    /** What transaction managers know the connection by. */
    private static DataSource underneath(DataSource dataSource) {
        DataSource at = dataSource;
        while (at instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null) {
            at = proxy.getTargetDataSource();
        }
        return at;
    }

    @Override
    public <T> T call(Function<Connection, T> work) {
        DataSource joined = joined();
        if (joined == null) {
            return own.call(work);
        }
        Connection connection = DataSourceUtils.getConnection(joined);
        try {
            return work.apply(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, joined);
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        if (joined() == null) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /** The data source if the current transaction is on it: then its connection is bound to the thread. */
    private @Nullable DataSource joined() {
        DataSource candidate = dataSource;
        if (candidate == null
                || !TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.hasResource(candidate)) {
            return null;
        }
        return candidate;
    }
}
