package dev.fermata.engine.registry;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.PlaceStore;
import dev.fermata.engine.store.PlaceStore.Place;
import dev.fermata.engine.store.StoreUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one registered worker knows of the places inside helpers: those it has introduced itself, and those of others that
 * its build can go on at.
 */
public final class KnownPlaces implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KnownPlaces.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private record Known(String taskId, TaskRegistration.Point point) {}

    private final TaskRegistry tasks;
    private final PlaceStore store;
    private final Fence fence;
    private final Set<Known> known = ConcurrentHashMap.newKeySet();
    private final Set<Integer> seen = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public KnownPlaces(TaskRegistry tasks, PlaceStore store, Fence fence) {
        this.tasks = tasks;
        this.store = store;
        this.fence = fence;
    }

    /**
     * Called before a frame is written: without the row of its place it could not be. Waits for a database that is away.
     *
     * @return false when the fence was given up meanwhile
     */
    public boolean introduce(TaskDefinition task, StackPoint point, StoredFrame frame) {
        if (point.levels().size() == 1) {
            return true;
        }
        List<String> variables = frame.components().stream()
                .flatMap(component -> component.variables().stream())
                .sorted()
                .toList();
        Known place = new Known(task.id(), new TaskRegistration.Point(frame.label(), frame.phase(), variables));
        while (!known.contains(place)) {
            if (closed.getCount() == 0) {
                return false;
            }
            try {
                store.introduce(fence, task.id(), place.point);
                known.add(place);
            } catch (StoreUnavailableException | CommitUnknownException e) {
                // To introduce a place again changes nothing.
                LOG.warn("Cannot introduce a place of task '{}' yet: {}", task.id(), e.getMessage());
                pause();
            }
        }
        return true;
    }

    /**
     * Learns what others have introduced. One call at a time.
     *
     * @throws dev.fermata.engine.store.StoreException it cannot be found out now
     */
    public void refresh() {
        List<String> ids = tasks.all().stream().map(TaskDefinition::id).toList();
        List<Place> found = store.introduced(ids, seen);
        List<Place> learnt = found.stream().filter(this::isKnown).toList();
        if (!learnt.isEmpty()) {
            store.learn(fence, learnt.stream().map(Place::id).toList());
        }
        learnt.forEach(place -> known.add(new Known(place.taskId(), place.point())));
        found.forEach(place -> seen.add(place.id()));
    }

    /** Ends every wait: the fence is given up. */
    @Override
    public void close() {
        closed.countDown();
    }

    private boolean isKnown(Place place) {
        return tasks.find(place.taskId())
                .filter(task -> task.knows(place.point()))
                .isPresent();
    }

    private void pause() {
        try {
            boolean unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // For user code only, and none runs here.
            LOG.debug("Interrupted while a place is introduced");
        }
    }
}
