package dev.fermata.processor.graph;

import dev.fermata.processor.model.MachineReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a suspension gets at what it calls. */
public sealed interface Route {

    /** Nothing has to be found: a sleep, a saved value. */
    record None() implements Route {}

    /**
     * The machine calls the step itself.
     *
     * @param proxied interface of the task class that declares the method, for a bean that is a JDK proxy
     */
    record Step(@Nullable String proxied) implements Route {}

    /**
     * A helper's machine.
     *
     * @param receiver the object the helper is called on; null when there is none, or it is the machine's own
     * @param own whether it is called on the machine's own object
     * @param overridable whether the object's class could have another body for it
     */
    record Helper(MachineReference machine, @Nullable Code receiver, boolean own, boolean overridable)
            implements Route {}

    /**
     * Machines of branches.
     *
     * @param perItem whether there is one machine, which serves every item
     * @param count how many branches there are
     * @param concurrency how many of them may run at a time
     */
    record Branches(List<MachineReference> machines, boolean perItem, Code count, Code concurrency) implements Route {

        public Branches {
            machines = List.copyOf(machines);
        }
    }
}
