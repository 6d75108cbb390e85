package dev.fermata.testing.differential;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameCodec;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.machine.TaskDescriptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Frames through the codec that production uses. What is read must be the portrait of what was stored, with the same
 * objects shared by the same variables: two names for one list that come back as two lists are an error here, before any
 * task is affected.
 */
final class ProductionFrames implements FrameStore {

    private record Place(Class<?> machine, int point) {}

    private final FrameCodec codec = new FrameCodec(CodecLimits.DEFAULT);
    private final Map<Place, FrameLayout> layouts = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object[] storeAndRead(TaskDescriptor task, int point, @Nullable Object[] values) {
        FrameLayout layout = layouts.computeIfAbsent(
                new Place(task.machine().type(), point),
                place -> FrameLayout.of(task.machine().points().get(place.point), place.machine));
        List<String> names = layout.names();
        if (names.size() != values.length) {
            throw new IllegalStateException(values.length + " values are saved for " + names + " at "
                    + task.machine().points().get(point));
        }
        String stored = Portrait.of(names, values);
        EncodedFrame frame = codec.encode(layout, values);
        @Nullable Object[] read = codec.decode(layout, frame);
        String found = Portrait.of(names, read);
        if (!stored.equals(found)) {
            throw new AssertionError("The frame at " + task.machine().points().get(point)
                    + " changes when it is stored.\n  stored: " + stored + "\n  read:   " + found);
        }
        return read;
    }
}
