package dev.fermata.engine.lease;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.WorkerStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of one registration: renews the lease three times a lease. Each time it has cancellations asked for,
 * and twice a lease it sweeps up after dead workers, each on a thread of its own, so that neither can cost the lease.
 */
public final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private static final Duration ONLY_WHEN_NUDGED = Duration.ofDays(1);

    private final WorkerStore workers;
    private final Fence fence;
    private final Duration lease;
    private final LeaseListener listener;
    private final DeadWorkerSweeper sweeper;
    private final Loop heartbeat;
    private final Loop cancellations;
    private final Loop sweep;
    private volatile boolean lost;

    /** @param nanoTime a monotonic clock of this JVM */
    public LeaseKeeper(
            WorkerStore workers, Fence fence, Duration lease, LongSupplier nanoTime, LeaseListener listener) {
        this.workers = workers;
        this.fence = fence;
        this.lease = lease;
        this.listener = listener;
        this.sweeper = new DeadWorkerSweeper(workers, fence, lease, nanoTime);
        this.heartbeat = new Loop(lease.dividedBy(3), () -> lease.dividedBy(beat() ? 3 : 15));
        this.cancellations = new Loop(ONLY_WHEN_NUDGED, this::lookForCancellations);
        this.sweep = new Loop(lease.dividedBy(2), this::sweep);
    }

    public void start(ThreadFactory threads) {
        heartbeat.start(threads);
        cancellations.start(threads);
        sweep.start(threads);
    }

    /** Stops sweeping, and keeps the lease alive for what is being drained. */
    public void stopSweeping() {
        sweep.stop();
    }

    public void stop() {
        heartbeat.stop();
        cancellations.stop();
        sweep.stop();
    }

    /** A cancellation was requested somewhere; look for it now. */
    public void lookNow() {
        cancellations.nudge();
    }

    /**
     * Renews the lease out of turn.
     *
     * @return whether the fence stands
     * @throws StoreException it cannot be renewed now
     */
    public boolean renew() {
        if (lost) {
            return false;
        }
        try {
            if (workers.renew(fence, lease)) {
                sweeper.reachable();
                return true;
            }
        } catch (StoreException e) {
            sweeper.unreachable();
            throw e;
        }
        lost = true;
        LOG.warn("Worker {} was declared dead: its lease ended before it could be renewed", fence);
        listener.leaseLost();
        return false;
    }

    /** One heartbeat. False: the database did not answer, so the next one is due soon. */
    boolean beat() {
        try {
            if (renew()) {
                cancellations.nudge();
            }
            return true;
        } catch (StoreException e) {
            LOG.warn("The lease cannot be renewed now: {}", e.getMessage());
            return false;
        }
    }

    /** One look for runs of dead workers; says when the next is due. */
    Duration sweep() {
        int runs = sweeper.sweep();
        sweeper.park();
        if (runs > 0) {
            listener.runsGivenBack(runs);
        }
        return lease.dividedBy(2);
    }

    /** One look for cancellations, on a thread of its own: what they lead to must not delay a heartbeat. */
    Duration lookForCancellations() {
        try {
            listener.timeToLearn();
            List<RunId> runs = workers.cancelRequests(fence);
            if (!runs.isEmpty()) {
                listener.cancelRequested(runs);
            }
        } catch (StoreException e) {
            LOG.warn("Cancellations cannot be looked for now: {}", e.getMessage());
        }
        return ONLY_WHEN_NUDGED;
    }
}
