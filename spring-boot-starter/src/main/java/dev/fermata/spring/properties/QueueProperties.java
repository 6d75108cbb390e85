package dev.fermata.spring.properties;

import org.jspecify.annotations.Nullable;

/**
 * Settings of all tasks whose runs enter a queue.
 *
 * @param retry for tasks and steps of which no task or step setting speaks; wins over the tasks' annotations
 */
public record QueueProperties(@Nullable RetryProperties retry) {

    public QueueProperties {
        retry = retry == null ? RetryProperties.NONE : retry;
    }

    @Override
    public RetryProperties retry() {
        return retry == null ? RetryProperties.NONE : retry;
    }
}
