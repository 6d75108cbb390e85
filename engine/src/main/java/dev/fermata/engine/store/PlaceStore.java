package dev.fermata.engine.store;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.TaskRegistration;
import java.util.Collection;
import java.util.List;

/**
 * Places where runs stand inside helpers. They are made of several machines' points, so no build can list them when its
 * worker registers.
 */
public interface PlaceStore {

    /** Adds a place before the first run stands there. This worker knows it from now on. */
    void introduce(Fence fence, String taskId, TaskRegistration.Point point);

    /** Places of these tasks that any worker has introduced, but for some. */
    List<Place> introduced(Collection<String> taskIds, Collection<Integer> except);

    /** This worker knows these places from now on, and runs that are parked there can be claimed. */
    void learn(Fence fence, Collection<Integer> places);

    /** A stored resume point. */
    record Place(int id, String taskId, TaskRegistration.Point point) {}
}
