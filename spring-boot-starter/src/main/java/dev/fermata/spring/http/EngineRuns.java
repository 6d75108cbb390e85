package dev.fermata.spring.http;

import dev.fermata.engine.Runs;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.engine.trigger.TriggerOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine of this application. */
record EngineRuns(Runs runs) implements RunDoor {

    @Override
    public Accepted trigger(
            String taskId, byte[] payload, @Nullable String idempotencyKey, @Nullable String requestKey) {
        return runs.trigger(taskId, payload, new TriggerOptions(idempotencyKey, requestKey));
    }

    @Override
    public Optional<RunRecord> find(RunId run) {
        return runs.find(run);
    }

    @Override
    public CancelResult cancel(RunId run) {
        return runs.cancel(run);
    }
}
