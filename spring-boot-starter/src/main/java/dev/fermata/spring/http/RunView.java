package dev.fermata.spring.http;

import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run as the API shows it. Optional members are absent, never null. */
final class RunView {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private RunView() {}

    static ObjectNode of(RunRecord run) {
        RunView view = new RunView();
        view.header(run.header());
        view.state(run.status().state());
        view.times(run.status());
        view.common(run);
        view.body(run.body());
        view.checkpoints(run.checkpoints());
        return view.json;
    }

    private void header(RunRecord.Header header) {
        json.put("id", header.id().toString());
        json.put("taskIdentifier", header.taskId());
        json.putObject("queue").put("name", header.queue());
        if (header.idempotencyKey() != null) {
            json.put("idempotencyKey", header.idempotencyKey());
        }
        json.put("createdAt", header.createdAt().toString());
    }

    private void state(RunState state) {
        json.put("status", state.name());
        json.put(
                "isQueued", state == RunState.QUEUED || state == RunState.DELAYED || state == RunState.PENDING_VERSION);
        json.put("isExecuting", state == RunState.EXECUTING);
        json.put("isWaiting", state == RunState.WAITING);
        json.put("isCompleted", state.isTerminal());
        json.put("isSuccess", state == RunState.COMPLETED);
        json.put("isFailed", state.isTerminal() && state != RunState.COMPLETED);
        json.put("isCancelled", state == RunState.CANCELED);
    }

    private void times(RunRecord.Status status) {
        json.put("updatedAt", status.updatedAt().toString());
        time("startedAt", status.startedAt());
        time("finishedAt", status.finishedAt());
        time(status.state() == RunState.DELAYED ? "delayedUntil" : "wakeAt", status.wakeAt());
        json.put("failedAttempts", status.failedAttempts());
        if (status.reason() != null) {
            json.put("reason", status.reason());
        }
    }

    private void time(String member, @Nullable Instant at) {
        if (at != null) {
            json.put(member, at.toString());
        }
    }

    /** What every run has, also where this version knows only one value. */
    private void common(RunRecord run) {
        json.put("isTest", false);
        json.putArray("tags");
        json.put("costInCents", 0);
        json.put("baseCostInCents", 0);
        json.put(
                "durationMs",
                millis(run.checkpoints().stream()
                        .mapToLong(CheckpointRecord::durationMicros)
                        .sum()));
        json.put("depth", 0);
        json.put("triggerFunction", "trigger");
        json.putObject("relatedRuns");
    }

    private void body(RunRecord.Body body) {
        Json.putStored(json, "payload", body.payload());
        if (body.output() != null) {
            Json.putStored(json, "output", body.output());
        }
        if (body.failure() != null) {
            json.set("error", FailureView.of(body.failure()));
        }
    }

    private void checkpoints(List<CheckpointRecord> checkpoints) {
        ArrayNode list = json.putArray("checkpoints");
        for (CheckpointRecord checkpoint : checkpoints) {
            list.addObject()
                    .put("sequence", checkpoint.sequence())
                    .put("label", checkpoint.label())
                    .put("phase", checkpoint.phase())
                    .put("committedAt", checkpoint.committedAt().toString())
                    .put("attempts", checkpoint.attempts())
                    .put("durationMs", millis(checkpoint.durationMicros()))
                    .put("bytes", checkpoint.bytes());
        }
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
