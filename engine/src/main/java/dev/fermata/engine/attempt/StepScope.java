package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.engine.model.RunId;
import dev.fermata.machine.DurableScope;
import java.time.Duration;

/** What {@link dev.fermata.Durable} reaches inside a step. {@code occurrence} is the
 * number of the checkpoint the step leads to, in a branch after the branch's path. */
record StepScope(RunId run, String occurrence) implements DurableScope {

    @Override
    public void sleep(Duration duration) {
        throw new FermataException(
                "FERMATA-2006",
                "Durable.sleep was called inside a step of " + run
                        + ", which holds a thread and cannot be suspended. Call it in the task, between two steps.");
    }

    @Override
    public String idempotencyKey() {
        return run + "/" + occurrence;
    }
}
