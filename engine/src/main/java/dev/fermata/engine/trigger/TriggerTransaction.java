package dev.fermata.engine.trigger;

import java.sql.Connection;
import java.util.function.Function;

/**
 * The transaction a trigger takes part in. Inside a transaction of the host it is that one; otherwise one of its own that
 * is committed when {@code work} returns.
 */
public interface TriggerTransaction {

    /** Runs {@code work} on the transaction's connection, which it must neither commit nor close. */
    <T> T call(Function<Connection, T> work);

    /** Runs {@code action} once what was done in {@link #call} is committed: at once if it is, never if it is undone. */
    void afterCommit(Runnable action);
}
