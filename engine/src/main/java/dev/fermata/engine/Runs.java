package dev.fermata.engine;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.engine.trigger.TriggerDoor;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.Worker;
import java.util.Optional;

/** Runs from the outside, by id and as JSON: what an HTTP API needs. */
public final class Runs {

    private final TriggerDoor door;
    private final RunStore store;
    private final Worker worker;
    private final Wakes wakes;

    Runs(TriggerDoor door, RunStore store, Worker worker, Wakes wakes) {
        this.door = door;
        this.store = store;
        this.worker = worker;
        this.wakes = wakes;
    }

    /**
     * Triggers a task by id.
     *
     * @param payload UTF-8 JSON: the argument of a task with one parameter, an object with a member for each of several
     * @throws dev.fermata.FermataException the task is unknown, or the payload is malformed, does not fit or is too large;
     *     nothing is stored
     */
    public Accepted trigger(String taskId, byte[] payload, TriggerOptions options) {
        return door.triggerJson(taskId, payload, options);
    }

    public Optional<RunRecord> find(RunId run) {
        return store.find(run);
    }

    /**
     * Cancels a run: at once if its task has not begun, otherwise by interrupting its step and running its {@code finally}
     * blocks.
     */
    public CancelResult cancel(RunId run) {
        CancelResult result = store.cancel(run);
        if (result == CancelResult.REQUESTED) {
            worker.lookForCancellations();
            wakes.canceled();
        }
        return result;
    }
}
