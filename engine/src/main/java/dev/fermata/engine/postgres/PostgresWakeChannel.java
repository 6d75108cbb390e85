package dev.fermata.engine.postgres;

import dev.fermata.engine.store.WakeChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** {@link WakeChannel} by LISTEN and NOTIFY, on a channel named after the schema. */
final class PostgresWakeChannel implements WakeChannel, AutoCloseable {

    private final Connector connector;
    private final String channel;
    private final Notifier notifier;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    PostgresWakeChannel(Connector connector, Connections connections, String schema) {
        this.connector = connector;
        this.channel = schema;
        this.notifier = new Notifier(connections, channel);
    }

    @Override
    public void announce(Wake wake) {
        notifier.send(wake);
    }

    @Override
    public Listening listen(Consumer<Wake> onWake) {
        Listener listener = new Listener(connector, channel, onWake);
        listeners.add(listener);
        return listener;
    }

    @Override
    public void close() {
        notifier.close();
        listeners.forEach(Listener::close);
    }
}
