package dev.fermata.engine.worker;

import dev.fermata.engine.attempt.AttemptRunner;
import dev.fermata.engine.attempt.AttemptRunner.Means;
import dev.fermata.engine.checkpoint.FenceKeeper;
import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.claim.Claimer;
import dev.fermata.engine.claim.Slots;
import dev.fermata.engine.lease.LeaseKeeper;
import dev.fermata.engine.lease.LeaseListener;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.registry.KnownPlaces;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.WorkerStore;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One registration of a worker and all that works under its fence. The fence never changes: when it is lost, the session
 * is abandoned as a whole and the worker opens another.
 */
final class Session implements LeaseListener, FenceKeeper {

    /** More than one batch, so that the next one gathers while the last is on its way to disk. */
    private static final int COMMIT_QUEUE = 2000;

    private static final int COMMIT_BATCH = 1000;

    private final Fence fence;
    private final WakeSignal wake;
    private final Consumer<Session> lost;
    private final GroupCommitter committer;
    private final TransactedSteps steps;
    private final KnownPlaces places;
    private final AttemptRunner runner;
    private final Duration cancelPatience;
    private final Slots slots;
    private final Claimer claimer;
    private final LeaseKeeper lease;

    /** @param lost called, perhaps more than once, when the fence is lost or must be given up */
    Session(Stores stores, Worker.Work work, WorkerSettings settings, Surroundings around, Consumer<Session> lost) {
        WorkerStore workers = stores.workers();
        this.fence =
                workers.register(settings.name(), work.tasks().registrations(workers::resumePoints), settings.lease());
        this.wake = around.wake();
        this.lost = lost;
        this.committer = new GroupCommitter(stores.attempts(), fence, this, COMMIT_QUEUE, COMMIT_BATCH);
        this.steps = work.plan().under(fence, stores.transacted(), this::forfeit);
        this.places = new KnownPlaces(work.tasks(), stores.places(), fence);
        Means means = new Means(steps, places, around.attempts(), settings.concurrency(), settings.continuing());
        this.runner = new AttemptRunner(work.tasks(), committer, means, wake, this::forfeit);
        this.cancelPatience = settings.cancelPatience();
        this.slots = new Slots(settings.concurrency(), around.attempts(), runner, wake);
        this.claimer = new Claimer(stores, fence, slots, wake, settings.pace(), around.live());
        this.lease = new LeaseKeeper(stores.workers(), fence, settings.lease(), System::nanoTime, this);
    }

    /** What a session shares with those before and after it: {@code live} tells whether wake-ups arrive. */
    record Surroundings(WakeSignal wake, Executor attempts, BooleanSupplier live) {}

    void start(ThreadFactory threads) {
        committer.start(threads);
        lease.start(threads);
        claimer.start(threads);
    }

    Fence fence() {
        return fence;
    }

    /**
     * Claims nothing more, lets what is in progress come to an end for at most {@code grace}, and interrupts the rest.
     * Afterwards nothing is written under this fence; what it still holds goes back when it is deregistered.
     */
    void drain(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        lease.stopSweeping();
        try {
            claimer.stop(grace);
            boolean unused = slots.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            abandon();
        }
    }

    /** The fence is lost: what is in progress writes nothing more, and is interrupted. */
    void abandon() {
        runner.dropAll();
        committer.close();
        steps.close();
        places.close();
        lease.stop();
        claimer.cease();
    }

    void lookForCancellations() {
        lease.lookNow();
    }

    @Override
    public void cancelRequested(List<RunId> runs) {
        runner.cancel(runs, cancelPatience);
    }

    @Override
    public boolean renew() {
        return lease.renew();
    }

    @Override
    public void forfeit() {
        lost.accept(this);
    }

    @Override
    public void leaseLost() {
        lost.accept(this);
    }

    @Override
    public void timeToLearn() {
        places.refresh();
    }

    @Override
    public void runsGivenBack(int runs) {
        wake.awake();
    }
}
