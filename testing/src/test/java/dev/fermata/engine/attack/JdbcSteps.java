package dev.fermata.engine.attack;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.transact.StepTransactions;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Steps marked {@link Transacted} in plain JDBC transactions, one connection each. */
final class JdbcSteps implements StepTransactions {

    private final Supplier<Connection> connect;
    private final Watcher watcher;
    private final Fault fault;
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Map<Thread, Transaction> current = new ConcurrentHashMap<>();

    JdbcSteps(Supplier<Connection> connect, Watcher watcher, Fault fault) {
        this.connect = connect;
        this.watcher = watcher;
        this.fault = fault;
    }

    /** The connection of the transaction around the step of {@code run} that this thread executes. */
    Connection connection(RunId run) {
        Transaction transaction = Objects.requireNonNull(current.get(Thread.currentThread()), "no transaction");
        transaction.run = run;
        return transaction.connection;
    }

    @Override
    public Optional<Source> of(TaskBean bean, Method step) {
        return step.isAnnotationPresent(Transacted.class) ? Optional.of(this::open) : Optional.empty();
    }

    private Open open() {
        Connection free = idle.poll();
        Transaction transaction = new Transaction(free == null ? connect.get() : free);
        current.put(Thread.currentThread(), transaction);
        return transaction;
    }

    private final class Transaction implements Open {

        private final Connection connection;
        private @Nullable RunId run;
        private boolean ended;

        Transaction(Connection connection) {
            this.connection = connection;
            try {
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Connection written() {
            if (fault == Fault.SEPARATE_COMMIT) {
                commitNow();
            }
            return connection;
        }

        @Override
        public void commit() {
            watcher.at(Place.BEFORE_COMMIT, run);
            commitNow();
            watcher.at(Place.AFTER_CHECKPOINT, run);
        }

        private void commitNow() {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end() {
            if (ended) {
                return;
            }
            ended = true;
            current.remove(Thread.currentThread(), this);
            try {
                connection.rollback();
                idle.add(connection);
            } catch (SQLException broken) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    broken.addSuppressed(e);
                }
            }
        }
    }
}
