package dev.fermata.engine;

import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerTransaction;
import java.sql.Connection;
import java.util.function.Function;

/** A trigger's transaction on the engine's own connection, where each statement commits by itself. */
record OwnTransaction(PostgresStore store) implements TriggerTransaction {

    @Override
    public <T> T call(Function<Connection, T> work) {
        return store.onOwnConnection(work);
    }

    @Override
    public void afterCommit(Runnable action) {
        action.run();
    }
}
