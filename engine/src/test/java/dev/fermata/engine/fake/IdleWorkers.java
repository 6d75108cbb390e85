package dev.fermata.engine.fake;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.store.WorkerStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Workers that stand whatever happens, none of which dies; suspects are always due. */
public final class IdleWorkers implements WorkerStore {

    @Override
    public Map<String, List<TaskRegistration.Point>> resumePoints(Set<String> taskIds) {
        return Map.of();
    }

    @Override
    public Fence register(String name, List<TaskRegistration> tasks, Duration lease) {
        return new Fence(UUID.randomUUID(), 1);
    }

    @Override
    public boolean renew(Fence fence, Duration lease) {
        return true;
    }

    @Override
    public List<RunId> cancelRequests(Fence fence) {
        return List.of();
    }

    @Override
    public int takeOver(Fence by, Duration lease) {
        return 0;
    }

    @Override
    public Set<Integer> park(Set<Integer> suspects) {
        return Set.of();
    }

    @Override
    public void deregister(Fence fence) {}

    @Override
    public Duration untilNext(Fence fence, Duration limit) {
        return limit;
    }

    @Override
    public Duration untilSuspect(Fence fence, Duration limit) {
        return Duration.ZERO;
    }
}
