package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides for each place where a run of any build may stand whether this build can go on from there. The place is found by
 * label and phase. Every variable that is live there now must have been stored under its name and type, or be made by a
 * migration; what was stored besides is no longer needed and left out. Nothing is defaulted, nothing converted but whole
 * numbers into wider ones.
 */
public final class FrameFits {

    private static final String RESULT = "#";

    private final MachineDescriptor bottom;
    private final Function<StackPoint, FrameLayout> layouts;
    private final Migrations migrations;

    /** @param layouts what is stored at the places of this build */
    public FrameFits(MachineDescriptor bottom, Function<StackPoint, FrameLayout> layouts, Migrations migrations) {
        this.bottom = bottom;
        this.layouts = layouts;
        this.migrations = migrations;
    }

    /** Those of a task, with what its class says about earlier builds. */
    public static FrameFits of(String taskId, TaskDescriptor task) {
        return new FrameFits(task.machine(), FrameLayout::of, Migrations.of(taskId, task));
    }

    /** @param variables {@link StoredVariable#text()} of what is stored */
    public Fit fit(String label, String phase, Collection<String> variables) {
        String stands = phase.toLowerCase(Locale.ROOT) + " '" + label + "'";
        List<StackPoint.Level> levels = new ArrayList<>();
        List<String> labels = StackPoint.labels(label);
        String own = labels.get(0);
        MachineDescriptor machine = bottom;
        for (int depth = 0; depth < labels.size(); depth++) {
            boolean isLast = depth == labels.size() - 1;
            String here = depth == 0 ? migrations.current(own) : labels.get(depth);
            int index = machine == null ? -1 : index(machine, here, isLast ? phase : ResumePoint.Phase.INSIDE.name());
            if (machine == null || index < 0) {
                return new Fit.Parks("it stands " + stands + ", and this build has no such place. If the call has only"
                        + " moved or its step was renamed, say so with @MovedLabel(from = \"" + own + "\", to = …)");
            }
            levels.add(new StackPoint.Level(machine, index));
            machine = isLast ? machine : StackPoint.callee(machine, here);
        }
        StackPoint point = new StackPoint(levels);
        String here = levels.get(0).point().label();
        return new Reading(migrations, here, stored(own, here, variables)).fit(point, layouts.apply(point), stands);
    }

    private static int index(MachineDescriptor machine, String label, String phase) {
        for (int i = 0; i < machine.points().size(); i++) {
            ResumePoint point = machine.points().get(i);
            if (point.label().equals(label) && point.phase().name().equals(phase)) {
                return i;
            }
        }
        return -1;
    }

    /** By the name each has in this build: intermediate values are named after the label that they wait at. */
    private static Map<String, StoredVariable> stored(String label, String here, Collection<String> variables) {
        Map<String, StoredVariable> stored = new LinkedHashMap<>();
        for (String text : variables) {
            StoredVariable variable = StoredVariable.of(text);
            String name = variable.name();
            if (name.equals(label) || name.equals(label + RESULT)) {
                // what the call returned; a pinned label marks it, as a variable could have that name
                stored.put(here, variable);
                stored.put(here + RESULT, variable);
            } else {
                stored.put(name.startsWith(label + ".") ? here + name.substring(label.length()) : name, variable);
            }
        }
        return stored;
    }
}
