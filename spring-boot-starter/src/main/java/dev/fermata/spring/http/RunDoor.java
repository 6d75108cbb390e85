package dev.fermata.spring.http;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.engine.store.RunStore.CancelResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the HTTP API asks of the engine. */
interface RunDoor {

    /**
     * Stores a run.
     *
     * @param payload UTF-8 JSON
     * @param idempotencyKey unique within the task; null for none
     * @param requestKey identity of the HTTP request, so that it can be repeated after a lost answer; null for none
     * @throws dev.fermata.FermataException refused; nothing is stored
     */
    Accepted trigger(String taskId, byte[] payload, @Nullable String idempotencyKey, @Nullable String requestKey);

    Optional<RunRecord> find(RunId run);

    CancelResult cancel(RunId run);
}
