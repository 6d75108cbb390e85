package dev.fermata.adversity;

import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.transact.StepTransactions;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The host's transactions: a JDBC connection a transaction, bound to the thread, for steps called {@code book}. */
final class HostTransactions implements StepTransactions {

    private static final ThreadLocal<@Nullable Connection> CURRENT = new ThreadLocal<>();

    private final String url;
    private final Properties properties = new Properties();

    HostTransactions(String url, String user, String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "2");
        properties.setProperty("socketTimeout", "3");
    }

    static Connection current() {
        return Objects.requireNonNull(CURRENT.get(), "no transaction");
    }

    @Override
    public Optional<Source> of(TaskBean bean, Method step) {
        return step.getName().equals(StormTasks.TRANSACTIONAL) ? Optional.of(this::open) : Optional.empty();
    }

    private Open open() {
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            connection.setAutoCommit(false);
            begin(connection);
            CURRENT.set(connection);
            return new Transaction(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("no connection: " + e.getMessage(), e);
        }
    }

    /**
     * The driver sends BEGIN with the first statement and does not wait for its answer: should the server cancel it, that
     * statement is executed all the same and stays, although it threw. So the first one changes nothing.
     */
    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static final class Transaction implements Open {

        private final Connection connection;

        Transaction(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Connection written() {
            return connection;
        }

        @Override
        public void commit() {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException("commit: " + e.getMessage(), e);
            }
        }

        /** Closing rolls back what is not committed. */
        @Override
        public void end() {
            CURRENT.remove();
            try {
                connection.close();
            } catch (SQLException e) {
                // It is gone, and so is its transaction.
            }
        }
    }
}
