package dev.fermata.engine.fake;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.store.PlaceStore;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which places were introduced. */
public final class FakePlaces implements PlaceStore {

    private final List<String> introduced = new CopyOnWriteArrayList<>();

    /** Labels, in order. */
    public List<String> introduced() {
        return introduced;
    }

    @Override
    public void introduce(Fence fence, String taskId, TaskRegistration.Point point) {
        introduced.add(point.label());
    }

    @Override
    public List<Place> introduced(Collection<String> taskIds, Collection<Integer> except) {
        return List.of();
    }

    @Override
    public void learn(Fence fence, Collection<Integer> places) {}
}
