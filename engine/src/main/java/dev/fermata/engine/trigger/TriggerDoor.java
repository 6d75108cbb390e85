package dev.fermata.engine.trigger;

import dev.fermata.TaskTrigger;
import dev.fermata.TriggerCall;
import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.RunStore;
import dev.fermata.engine.store.RunStore.Accepted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where runs come in, typed or as JSON. Everything is checked before anything is stored. */
public final class TriggerDoor implements TaskTrigger {

    private final TaskRegistry tasks;
    private final RunStore runs;
    private final TriggerTransaction transaction;
    private final int maxPayload;
    private final Runnable accepted;

    /**
     * @param maxPayload bytes of UTF-8 JSON
     * @param accepted called after the commit of each trigger that stored something
     */
    public TriggerDoor(
            TaskRegistry tasks, RunStore runs, TriggerTransaction transaction, int maxPayload, Runnable accepted) {
        this.tasks = tasks;
        this.runs = runs;
        this.transaction = transaction;
        this.maxPayload = maxPayload;
        this.accepted = accepted;
    }

    @Override
    public <R extends @Nullable Object> TriggerCall<R> prepare(
            String taskId, List<? extends @Nullable Object> arguments) {
        TaskDefinition task = tasks.find(taskId).orElseThrow(() -> TriggerException.unknownTask(taskId));
        return new PreparedTrigger<>(this, task, arguments, TriggerOptions.NONE);
    }

    /**
     * Triggers by name. The payload is checked against the task's parameters if this application has the task; otherwise
     * the worker that runs it does that.
     *
     * @param payload UTF-8 JSON: the argument of a task with one parameter, an object with a member for each parameter of
     *     one with several
     * @throws dev.fermata.FermataException unknown task, malformed or misfit payload, or one over the limit
     */
    public Accepted triggerJson(String taskId, byte[] payload, TriggerOptions options) {
        checkSize(taskId, payload);
        Optional<TaskDefinition> task = tasks.find(taskId);
        if (task.isPresent()) {
            Object[] unused = task.get().codec().decodeArguments(payload);
            return store(taskId, task.get().queue(), payload, options);
        }
        String queue = runs.queueOf(taskId).orElseThrow(() -> TriggerException.unknownTask(taskId));
        tasks.checkWellFormed(payload);
        return store(taskId, queue, payload, options);
    }

    Accepted trigger(TaskDefinition task, List<? extends @Nullable Object> arguments, TriggerOptions options) {
        byte[] payload = task.codec().encodeArguments(arguments);
        checkSize(task.id(), payload);
        return store(task.id(), task.queue(), payload, options);
    }

    private Accepted store(String taskId, String queue, byte[] payload, TriggerOptions options) {
        NewRun run = new NewRun(
                RunIds.next(), taskId, queue, payload, options.idempotencyKey(), options.requestKey(), Duration.ZERO);
        Accepted result = transaction
                .call(connection -> runs.accept(connection, List.of(run)))
                .get(0);
        if (!result.isCached()) {
            transaction.afterCommit(accepted);
        }
        return result;
    }

    private void checkSize(String taskId, byte[] payload) {
        if (payload.length > maxPayload) {
            throw TriggerException.tooLarge(taskId, payload.length, maxPayload);
        }
    }
}
