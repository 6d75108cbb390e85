package dev.fermata.engine.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as shown: header, state and checkpoints. */
public record RunRecord(Header header, Status status, Body body, List<CheckpointRecord> checkpoints) {

    public RunRecord {
        checkpoints = List.copyOf(checkpoints);
    }

    /** What never changes. */
    public record Header(
            RunId id, String taskId, String queue, @Nullable String idempotencyKey, Instant createdAt) {}

    /**
     * Where it stands.
     *
     * @param wakeAt when it goes on, for DELAYED and WAITING
     * @param failedAttempts failed attempts since the last checkpoint
     * @param reason why it is parked, for PENDING_VERSION
     */
    public record Status(
            RunState state,
            Instant updatedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant wakeAt,
            int failedAttempts,
            @Nullable String reason) {}

    /** Payload, and the output or failure once there is one; UTF-8 JSON. */
    public record Body(byte[] payload, byte @Nullable [] output, byte @Nullable [] failure) {}

    /** One checkpoint of the timeline. */
    public record CheckpointRecord(
            int sequence,
            String label,
            String phase,
            Instant committedAt,
            int attempts,
            long durationMicros,
            int bytes) {}
}
