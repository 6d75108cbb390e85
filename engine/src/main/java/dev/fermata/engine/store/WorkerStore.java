package dev.fermata.engine.store;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.TaskRegistration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Workers: their registration and lease, and what is done about dead ones. All times are the database's. */
public interface WorkerStore {

    /** The places that workers of any build have registered for tasks, by task id. */
    Map<String, List<TaskRegistration.Point>> resumePoints(Set<String> taskIds);

    /** Adds a worker and what it can run. */
    Fence register(String name, List<TaskRegistration> tasks, Duration lease);

    /** Extends the lease. False: the worker was declared dead, and must register anew and drop all its claims. */
    boolean renew(Fence fence, Duration lease);

    /** Runs of this worker whose cancellation was requested since they were claimed. */
    List<RunId> cancelRequests(Fence fence);

    /**
     * Declares workers dead whose lease ended, and gives back their runs with one more lost claim each. Declares nobody
     * dead within one lease of the server's start.
     *
     * @return how many runs were given back
     */
    int takeOver(Fence by, Duration lease);

    /**
     * Parks due runs, with the reason in their rows, that stand where no worker knows how to go on; they become claimable
     * when one registers that does. Ends those of them whose cancellation was requested.
     *
     * @param suspects where nobody could go on the last time either; only those are parked, so that a restart parks nothing
     * @return where nobody can go on now, for the next time
     */
    Set<Integer> park(Set<Integer> suspects);

    /** Takes a worker out whose claims are all given up. */
    void deregister(Fence fence);

    /**
     * How long until the earliest claimable run or timer that this worker could claim, at most {@code limit}; suspects
     * apart.
     */
    Duration untilNext(Fence fence, Duration limit);

    /** The same of suspects. */
    Duration untilSuspect(Fence fence, Duration limit);
}
