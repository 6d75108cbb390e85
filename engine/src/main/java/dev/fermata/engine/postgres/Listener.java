package dev.fermata.engine.postgres;

import dev.fermata.engine.store.WakeChannel.Listening;
import dev.fermata.engine.store.WakeChannel.Wake;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for wake-ups on a connection that does nothing else, blocked on its socket. */
final class Listener implements Listening {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Connector connector;
    private final String channel;
    private final Consumer<Wake> receiver;
    private final Thread thread = new Thread(this::run, "fermata-listener");
    private volatile boolean isClosed;
    private volatile @Nullable Connection live;

    Listener(Connector connector, String channel, Consumer<Wake> receiver) {
        this.connector = connector;
        this.channel = channel;
        this.receiver = receiver;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isLive() {
        return live != null;
    }

    private void run() {
        while (!isClosed) {
            try (Connection connection = connector.openListener()) {
                listen(connection);
            } catch (SQLException | VirtualMachineError e) {
                pauseAfter(e);
            } finally {
                live = null;
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen \"" + channel + '"');
        }
        live = connection;
        if (isClosed) {
            return;
        }
        // What was announced while nobody listened is not announced again.
        Arrays.stream(Wake.values()).forEach(this::hand);
        PGConnection notifications = connection.unwrap(PGConnection.class);
        while (!isClosed) {
            for (PGNotification notification : notifications.getNotifications(0)) {
                Arrays.stream(Wake.values())
                        .filter(wake -> wake.name().equals(notification.getParameter()))
                        .forEach(this::hand);
            }
        }
    }

    private void hand(Wake wake) {
        try {
            receiver.accept(wake);
        } catch (RuntimeException e) {
            LOG.error("A wake-up could not be handed over", e);
        }
    }

    private void pauseAfter(Throwable failure) {
        if (isClosed) {
            return;
        }
        try {
            LOG.warn("Wake-ups of other nodes cannot be heard; polling goes on: {}", failure.getMessage());
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            LOG.trace("The listener is being closed", e);
        } catch (VirtualMachineError e) {
            // Tried again at once.
            Thread.onSpinWait();
        }
    }

    /** Whoever sets {@code live} looks at {@code isClosed} afterwards, so one of the two cuts the connection. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        Connection connection = live;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection was already gone", e);
            }
        }
    }
}
