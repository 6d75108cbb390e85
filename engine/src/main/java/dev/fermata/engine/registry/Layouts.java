package dev.fermata.engine.registry;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layouts of one task's frames: those of its own machine for ever, those of stacks as long as they are in use. */
final class Layouts {

    /** Recursion makes a new place at each depth. */
    private static final int MOST_STACKS = 500;

    private final MachineDescriptor machine;
    private final List<FrameLayout> own = new ArrayList<>();
    private final Map<StackPoint, FrameLayout> stacks = Collections.synchronizedMap(new Recent());

    Layouts(MachineDescriptor machine) {
        this.machine = machine;
        machine.points().forEach(point -> own.add(FrameLayout.of(point, machine.type())));
    }

    FrameLayout of(StackPoint point) {
        StackPoint.Level bottom = point.levels().get(0);
        if (point.levels().size() == 1 && bottom.equals(new StackPoint.Level(machine, bottom.index()))) {
            return own.get(bottom.index());
        }
        FrameLayout known = stacks.get(point);
        if (known != null) {
            return known;
        }
        FrameLayout made = FrameLayout.of(point);
        stacks.put(point, made);
        return made;
    }

    /** Forgets what was not used for longest. */
    private static final class Recent extends LinkedHashMap<StackPoint, FrameLayout> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<StackPoint, FrameLayout> eldest) {
            return size() > MOST_STACKS;
        }
    }
}
