package dev.fermata.engine.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A run to be stored.
 *
 * @param payload UTF-8 JSON
 * @param idempotencyKey unique per task; null for none
 * @param requestKey identity of the HTTP request that asked for it, so that a repeated request after a lost answer
 *     returns the same run; null for none
 * @param delay when it may start, counted from the database's now; zero for at once
 */
public record NewRun(
        RunId id,
        String taskId,
        String queue,
        byte[] payload,
        @Nullable String idempotencyKey,
        @Nullable String requestKey,
        Duration delay) {}
