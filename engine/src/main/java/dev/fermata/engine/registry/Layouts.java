package dev.fermata.engine.registry;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.resume.StoredVariable;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layouts of one task's frames: those of its own machine for ever, those of stacks as long as they are in use. */
final class Layouts {

    /** Recursion makes a new place at each depth. */
    private static final int MOST_STACKS = 500;

    private final MachineDescriptor machine;
    private final List<Known> own = new ArrayList<>();
    private final Map<StackPoint, Known> stacks = Collections.synchronizedMap(new Recent());

    Layouts(MachineDescriptor machine) {
        this.machine = machine;
        machine.points().forEach(point -> own.add(Known.of(FrameLayout.of(point, machine.type()))));
    }

    /** @param stored what frames call each variable, by its name */
    record Known(FrameLayout layout, Map<String, String> stored) {

        static Known of(FrameLayout layout) {
            Map<String, String> stored = new HashMap<>();
            for (int i = 0; i < layout.names().size(); i++) {
                String name = layout.names().get(i);
                stored.put(name, StoredVariable.of(name, layout.types().get(i)).text());
            }
            return new Known(layout, stored);
        }
    }

    Known of(StackPoint point) {
        StackPoint.Level bottom = point.levels().get(0);
        if (point.levels().size() == 1 && bottom.equals(new StackPoint.Level(machine, bottom.index()))) {
            return own.get(bottom.index());
        }
        Known known = stacks.get(point);
        if (known != null) {
            return known;
        }
        Known made = Known.of(FrameLayout.of(point));
        stacks.put(point, made);
        return made;
    }

    /** Forgets what was not used for longest. */
    private static final class Recent extends LinkedHashMap<StackPoint, Known> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<StackPoint, Known> eldest) {
            return size() > MOST_STACKS;
        }
    }
}
