package dev.fermata.engine.postgres;

import dev.fermata.engine.store.WakeUps;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@link WakeUps} by LISTEN and NOTIFY, on a channel named after the schema. */
final class PostgresWakeUps implements WakeUps, AutoCloseable {

    private final Connector connector;
    private final String channel;
    private final UUID origin = UUID.randomUUID();
    private final Notifier notifier;
    private volatile @Nullable Listener listener;

    PostgresWakeUps(Connector connector, Connections connections, String schema) {
        this.connector = connector;
        this.channel = schema;
        this.notifier = new Notifier(connections, channel, origin);
    }

    @Override
    public void send(Signal signal) {
        notifier.send(signal);
    }

    @Override
    public void listen(Consumer<Signal> receiver) {
        Listener started = new Listener(connector, channel, origin, receiver);
        listener = started;
        started.start();
    }

    @Override
    public void close() {
        notifier.close();
        Listener started = listener;
        if (started != null) {
            started.close();
        }
    }
}
