package dev.fermata.testing.differential;

import dev.fermata.engine.stack.StackPoint;
import org.jspecify.annotations.Nullable;

/** What a crash leaves of machines: the values where they stood, stored and read again. */
interface FrameStore {

    @Nullable
    Object[] storeAndRead(StackPoint point, @Nullable Object[] values);
}
