package dev.fermata.testing.differential;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameCodec;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
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

    private final FrameCodec codec = new FrameCodec(CodecLimits.DEFAULT);
    private final Map<StackPoint, FrameLayout> layouts = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object[] storeAndRead(StackPoint point, @Nullable Object[] values) {
        FrameLayout layout = layouts.computeIfAbsent(point, FrameLayout::of);
        List<String> names = layout.names();
        if (names.size() != values.length) {
            throw new IllegalStateException(values.length + " values are saved for " + names + " at " + point);
        }
        String stored = Portrait.of(names, values);
        EncodedFrame frame = codec.encode(layout, values);
        @Nullable Object[] read = codec.decode(layout, frame);
        String found = Portrait.of(names, read);
        if (!stored.equals(found)) {
            throw new AssertionError("The frame at " + point + " changes when it is stored.\n  stored: " + stored
                    + "\n  read:   " + found);
        }
        return read;
    }
}
