package dev.fermata.engine.trigger;

import dev.fermata.RunHandle;
import dev.fermata.TriggerCall;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.store.RunStore.Accepted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A typed trigger with the options set so far. Each option gives a new one, so that a prepared call can be shared. */
record PreparedTrigger<R extends @Nullable Object>(
        TriggerDoor door, TaskDefinition task, List<? extends @Nullable Object> arguments, TriggerOptions options)
        implements TriggerCall<R> {

    @Override
    public TriggerCall<R> idempotencyKey(String key) {
        return new PreparedTrigger<>(door, task, arguments, new TriggerOptions(key, options.requestKey()));
    }

    @Override
    public RunHandle<R> trigger() {
        Accepted accepted = door.trigger(task, arguments, options);
        return new StoredRun<>(accepted.run().toString(), accepted.isCached());
    }

    /** The handle of a stored run. */
    record StoredRun<R extends @Nullable Object>(String id, boolean isCached) implements RunHandle<R> {}
}
