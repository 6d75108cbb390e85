package dev.fermata.engine.store;

import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Runs from the outside: accepted, looked at, canceled. */
public interface RunStore {

    /**
     * Stores runs on the caller's connection, in whatever transaction it is in. A run whose idempotency key (or request
     * key) is taken is not stored; the answer names the earlier one.
     */
    List<Accepted> accept(Connection connection, List<NewRun> runs);

    Optional<RunRecord> find(RunId run);

    /** Ends a run that no worker holds and whose task has not begun; marks any other, so that a worker cancels it. */
    CancelResult cancel(RunId run);

    /** Task ids that some worker has registered, with their queue. */
    Optional<String> queueOf(String taskId);

    /** @param isCached whether {@code run} is an earlier one */
    record Accepted(RunId run, boolean isCached) {}

    /** What a cancellation did. */
    enum CancelResult {
        CANCELED,
        /** A worker runs its {@code finally} blocks and then ends it. */
        REQUESTED,
        ALREADY_FINISHED,
        UNKNOWN
    }
}
