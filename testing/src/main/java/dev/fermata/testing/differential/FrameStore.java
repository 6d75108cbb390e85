package dev.fermata.testing.differential;

import dev.fermata.machine.TaskDescriptor;
import org.jspecify.annotations.Nullable;

/** What a crash leaves of a machine: the values at a resume point, stored and read again. */
interface FrameStore {

    @Nullable
    Object[] storeAndRead(TaskDescriptor task, int point, @Nullable Object[] values);
}
