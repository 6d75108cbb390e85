package dev.fermata.engine.postgres;

import dev.fermata.engine.store.WakeUps.Signal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for other nodes' signals on a connection that does nothing else, blocked on its socket. */
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Connector connector;
    private final String channel;
    private final UUID origin;
    private final Consumer<Signal> receiver;
    private final Thread thread = new Thread(this::run, "fermata-listener");
    private volatile boolean isClosed;
    private volatile @Nullable Connection connection;

    Listener(Connector connector, String channel, UUID origin, Consumer<Signal> receiver) {
        this.connector = connector;
        this.channel = channel;
        this.origin = origin;
        this.receiver = receiver;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed) {
            try (Connection open = connector.openListener()) {
                connection = open;
                listen(open);
            } catch (SQLException e) {
                if (!isClosed) {
                    LOG.warn("The listening connection broke; polling goes on, and it is opened again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("listen \"" + channel + '"');
        }
        // What was announced while nobody listened is not announced again.
        receiver.accept(Signal.CLAIMABLE);
        receiver.accept(Signal.CANCEL);
        PGConnection notifications = open.unwrap(PGConnection.class);
        while (!isClosed) {
            for (PGNotification notification : notifications.getNotifications(0)) {
                Notice.parse(notification.getParameter())
                        .filter(notice -> !notice.origin().equals(origin))
                        .ifPresent(notice -> receiver.accept(notice.signal()));
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection was already gone", e);
            }
        }
    }
}
