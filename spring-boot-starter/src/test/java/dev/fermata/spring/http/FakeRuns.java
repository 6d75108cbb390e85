package dev.fermata.spring.http;

import dev.fermata.FermataException;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.engine.store.RunStore.CancelResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps what it is asked to store, or fails as it is told. */
final class FakeRuns implements RunDoor {

    record Stored(
            String taskId,
            String payload,
            @Nullable String idempotencyKey,
            @Nullable String requestKey) {}

    final List<Stored> stored = new ArrayList<>();
    final Map<RunId, RunRecord> shown = new HashMap<>();

    @Nullable
    RuntimeException failure;

    @Override
    public Accepted trigger(
            String taskId, byte[] payload, @Nullable String idempotencyKey, @Nullable String requestKey) {
        if (failure != null) {
            throw failure;
        }
        stored.add(new Stored(taskId, new String(payload, StandardCharsets.UTF_8), idempotencyKey, requestKey));
        return new Accepted(new RunId(new UUID(1, stored.size())), stored.size() > 1);
    }

    @Override
    public Optional<RunRecord> find(RunId run) {
        return Optional.ofNullable(shown.get(run));
    }

    @Override
    public CancelResult cancel(RunId run) {
        return shown.containsKey(run) ? CancelResult.ALREADY_FINISHED : CancelResult.UNKNOWN;
    }

    void refuse(String code) {
        failure = new FermataException(code, "the engine says no");
    }
}
