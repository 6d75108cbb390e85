package dev.fermata.engine.lease;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.WorkerStore;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back the runs of workers whose lease ended, and parks those that no worker left can go on with. After the database
 * was out of reach nobody is declared dead for one lease period: during an outage no lease could be renewed, so an ended
 * one says nothing about its worker.
 */
final class DeadWorkerSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(DeadWorkerSweeper.class);

    private final WorkerStore workers;
    private final Fence fence;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private boolean unreachable;
    private boolean quiet;
    private long quietUntil;
    private Set<Integer> unknownPoints = Set.of();

    DeadWorkerSweeper(WorkerStore workers, Fence fence, Duration lease, LongSupplier nanoTime) {
        this.workers = workers;
        this.fence = fence;
        this.lease = lease;
        this.nanoTime = nanoTime;
    }

    synchronized void unreachable() {
        unreachable = true;
    }

    /** The own lease was renewed. */
    synchronized void reachable() {
        if (unreachable) {
            unreachable = false;
            quiet = true;
            quietUntil = nanoTime.getAsLong() + lease.toNanos();
        }
    }

    /** @return how many runs were given back */
    int sweep() {
        if (!mayJudge()) {
            return 0;
        }
        try {
            int runs = workers.takeOver(fence, lease);
            if (runs > 0) {
                LOG.warn("Gave back {} runs of workers whose lease ended", runs);
            }
            return runs;
        } catch (StoreException e) {
            unreachable();
            LOG.warn("Dead workers cannot be looked for now: {}", e.getMessage());
            return 0;
        }
    }

    /** Called by one thread. A worker that is only late still counts, so an outage changes nothing here. */
    void park() {
        try {
            unknownPoints = workers.park(unknownPoints);
        } catch (StoreException e) {
            unknownPoints = Set.of();
            LOG.debug("Runs that nobody can go on with cannot be looked for now", e);
        }
    }

    private synchronized boolean mayJudge() {
        if (unreachable) {
            return false;
        }
        if (quiet && quietUntil - nanoTime.getAsLong() <= 0) {
            quiet = false;
        }
        return !quiet;
    }
}
