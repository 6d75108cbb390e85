package dev.fermata.engine.postgres;

import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;

/** The engine's own connections, a few for each role. */
final class Connections implements AutoCloseable {

    private final Map<Role, BlockingQueue<KeptConnection>> idle = new EnumMap<>(Role.class);
    private final List<KeptConnection> all = new ArrayList<>();
    private final Duration patience;
    private volatile boolean isClosed;

    /** @param patience how long to wait for a connection that others use */
    Connections(Connector connector, Duration patience) {
        this.patience = patience;
        for (Role role : Role.values()) {
            // Giving a connection back must need no memory: there is no other.
            BlockingQueue<KeptConnection> ofRole = new ArrayBlockingQueue<>(role.connections());
            for (int i = 0; i < role.connections(); i++) {
                KeptConnection connection = new KeptConnection(connector, role.label());
                all.add(connection);
                ofRole.add(connection);
            }
            idle.put(role, ofRole);
        }
    }

    /** Work on a connection. What it changes, it changes in one autocommit statement or in {@link #inTransaction}. */
    @FunctionalInterface
    interface Work<T> {
        T on(KeptConnection connection) throws SQLException;
    }

    /** Reads; tried again on a new connection when the old one turns out to be dead. */
    <T> T read(Role role, Work<T> work) {
        try {
            return change(role, work);
        } catch (CommitUnknownException e) {
            return change(role, work);
        }
    }

    /**
     * Changes something.
     *
     * @throws CommitUnknownException the connection broke on the way; the change may have happened
     */
    <T> T change(Role role, Work<T> work) {
        BlockingQueue<KeptConnection> ofRole = Objects.requireNonNull(idle.get(role));
        KeptConnection connection = take(ofRole, role);
        try {
            open(connection);
            return work.on(connection);
        } catch (SQLException | DataAccessException e) {
            StoreException failure = Failures.of(e);
            if (!(failure instanceof BadItemException)) {
                // Also what is only odd, such as a prepared statement the server has forgotten, is cured by a new one.
                connection.cut();
            }
            throw failure;
        } catch (VirtualMachineError e) {
            // Nobody knows how far the conversation with the server had come.
            connection.cut();
            throw new CommitUnknownException(e);
        } finally {
            if (isClosed) {
                connection.cut();
            }
            ofRole.add(connection);
        }
    }

    /** Several statements in one transaction. */
    <T> T inTransaction(Role role, Work<T> work) {
        return change(role, kept -> {
            Connection connection = kept.jdbc();
            connection.setAutoCommit(false);
            try {
                begin(connection);
                T result = work.on(kept);
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(kept, connection, e);
                throw e;
            }
        });
    }

    /**
     * The driver sends BEGIN with the first statement and does not wait for its answer: should the server cancel it (a
     * statement time-out, a cancellation that comes late), that statement is executed all the same, in a transaction of its
     * own. So the first one changes nothing.
     */
    private static void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select");
        }
    }

    private static void undo(KeptConnection kept, Connection connection, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            kept.cut();
        }
    }

    /** A connection that cannot be opened has sent nothing: nothing is unknown. */
    private void open(KeptConnection connection) {
        if (isClosed) {
            throw Failures.closed();
        }
        try {
            connection.jdbc();
        } catch (SQLException e) {
            throw Failures.unreachable(e);
        }
    }

    private KeptConnection take(BlockingQueue<KeptConnection> ofRole, Role role) {
        long end = System.nanoTime() + patience.toNanos();
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    KeptConnection free = ofRole.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (free == null) {
                        throw Failures.busy(role, patience);
                    }
                    return free;
                } catch (InterruptedException e) {
                    // Whoever waits here is about to make a result durable: the interrupt is for its own loop.
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Cuts all, also those in use. */
    @Override
    public void close() {
        isClosed = true;
        all.forEach(KeptConnection::cut);
    }
}
