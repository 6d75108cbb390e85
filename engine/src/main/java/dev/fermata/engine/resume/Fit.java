package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether this build can go on from a stored frame. */
public sealed interface Fit {

    /**
     * It can.
     *
     * @param point where it goes on
     * @param reading what is read of the frame
     * @param sources where each variable of the point comes from, in its order
     */
    record Resumes(StackPoint point, FrameLayout reading, List<Source> sources) implements Fit {

        public Resumes {
            sources = List.copyOf(sources);
        }

        /**
         * The values that the machine is restored with.
         *
         * @param target the task's object, whose methods migrate
         * @param read what was read, in the order of {@link #reading()}
         */
        public @Nullable Object[] values(Object target, @Nullable Object[] read) {
            @Nullable Object[] values = new @Nullable Object[sources.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = sources.get(i).value(target, read);
            }
            return values;
        }
    }

    /** It cannot: nothing is guessed. */
    record Parks(String reason) implements Fit {}

    /** Where a value comes from. */
    sealed interface Source {

        @Nullable
        Object value(Object target, @Nullable Object[] read);
    }

    /** It was stored. */
    record Taken(int index) implements Source {

        @Override
        public @Nullable Object value(Object target, @Nullable Object[] read) {
            return read[index];
        }
    }

    /** The user makes it of what was stored. */
    final class Made implements Source {

        private final Migration migration;
        private final int[] arguments;

        Made(Migration migration, int[] arguments) {
            this.migration = migration;
            this.arguments = arguments;
        }

        @Override
        public @Nullable Object value(Object target, @Nullable Object[] read) {
            @Nullable Object[] values = new @Nullable Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = read[arguments[i]];
            }
            return migration.make(target, values);
        }
    }
}
