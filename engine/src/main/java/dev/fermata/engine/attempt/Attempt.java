package dev.fermata.engine.attempt;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.registry.TaskDefinition;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One claim being executed: what its strands share, the task's own and those of branches, and what reaches all of them
 * from other threads.
 */
final class Attempt {

    private final Claim claim;
    private final TaskDefinition task;
    private final Pen pen;
    private final AttemptRunner.Means means;
    private final BooleanSupplier yielding;
    private final BranchLog branches;
    private final Set<Reachable> reachable = new HashSet<>();
    private volatile boolean cancelRequested;
    private boolean interrupted;
    private volatile boolean stopping;

    Attempt(Claim claim, TaskDefinition task, Pen pen, AttemptRunner.Means means, BooleanSupplier yielding) {
        this.claim = claim;
        this.task = task;
        this.pen = pen;
        this.means = means;
        this.yielding = yielding;
        this.branches = new BranchLog(claim.progress().branches());
        this.cancelRequested = claim.cancelRequested();
    }

    /** Asks for cancellation: interrupts the steps that run, if any do. */
    synchronized void cancel() {
        cancelRequested = true;
        reachable.forEach(Reachable::cancel);
    }

    /**
     * Leaves user code to itself for which a cancellation has waited that long, and with it all the attempt is at; the
     * thread that was left, the first time.
     */
    synchronized Optional<Thread> abandon(Duration patience) {
        for (Reachable one : reachable) {
            Optional<Thread> left = one.abandon(patience);
            if (left.isPresent()) {
                stop();
                return left;
            }
        }
        return Optional.empty();
    }

    /** The claim is given up: whatever is still in progress counts for nothing, and is interrupted. */
    void drop() {
        pen.drop();
        interrupt();
    }

    /** The run is about to be ended or parked, whatever its strands are at. */
    void stop() {
        stopping = true;
        interrupt();
    }

    /** From now on until it leaves, it is reached by whatever has happened and happens to the attempt. */
    synchronized void enter(Reachable one) {
        reachable.add(one);
        if (cancelRequested) {
            one.cancel();
        }
        if (interrupted) {
            one.interrupt();
        }
    }

    synchronized void leave(Reachable one) {
        reachable.remove(one);
    }

    /** Nothing that is found out from now on counts. */
    boolean isOff() {
        return stopping || pen.isDry();
    }

    /** Whether the claim is to go back at the next checkpoint. */
    boolean isYielding() {
        return yielding.getAsBoolean();
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    Claim claim() {
        return claim;
    }

    RunId run() {
        return claim.run();
    }

    TaskDefinition task() {
        return task;
    }

    Pen pen() {
        return pen;
    }

    AttemptRunner.Means means() {
        return means;
    }

    BranchLog branches() {
        return branches;
    }

    private synchronized void interrupt() {
        interrupted = true;
        reachable.forEach(Reachable::interrupt);
    }
}
