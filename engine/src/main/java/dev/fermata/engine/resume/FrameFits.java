package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each place where a stack of any build may stand whether this build can go on from there. The place is found
 * by the labels and the phase. Every variable that is live there now must have been stored under its name and type, or be
 * made by a migration; what was stored besides is no longer needed and left out. Nothing is defaulted, nothing converted but
 * whole numbers into wider ones.
 */
final class FrameFits {

    private final MachineDescriptor bottom;
    private final Function<StackPoint, FrameLayout> layouts;
    private final Migrations migrations;
    private final Map<Method, Migrations> ofHelpers = new ConcurrentHashMap<>();

    /**
     * @param layouts what is stored at the places of this build
     * @param migrations of the bottom machine
     */
    FrameFits(MachineDescriptor bottom, Function<StackPoint, FrameLayout> layouts, Migrations migrations) {
        this.bottom = bottom;
        this.layouts = layouts;
        this.migrations = migrations;
    }

    /** @param variables {@link StoredVariable#text()} of what is stored */
    Fit fit(String label, String phase, Collection<String> variables) {
        String stands = phase.toLowerCase(Locale.ROOT) + " '" + label + "'";
        List<StackPoint.Level> levels = new ArrayList<>();
        List<String> labels = StackPoint.labels(label);
        Reading reading = new Reading(variables);
        MachineDescriptor machine = bottom;
        Migrations own = migrations;
        for (int depth = 0; depth < labels.size(); depth++) {
            boolean isLast = depth == labels.size() - 1;
            String here = own.label(labels.get(depth));
            int index = machine == null ? -1 : index(machine, here, isLast ? phase : ResumePoint.Phase.INSIDE.name());
            if (machine == null || index < 0) {
                return new Fit.Parks("it stands " + stands + ", and this build has no such place. If the call has only"
                        + " moved or its step was renamed, say so with @MovedLabel(from = \""
                        + own.named(labels.get(depth)) + "\", to = …)");
            }
            levels.add(new StackPoint.Level(machine, index));
            reading.level(own, labels.get(depth), here);
            if (!isLast) {
                own = ofHelper(machine, here);
                machine = StackPoint.callee(machine, here);
            }
        }
        StackPoint point = new StackPoint(levels);
        return reading.fit(point, layouts.apply(point), stands);
    }

    /** The helper's method is the one that is called there. */
    private Migrations ofHelper(MachineDescriptor caller, String label) {
        for (SuspensionPoint at : caller.suspensions()) {
            if (at.label().equals(label)) {
                return ofHelpers.computeIfAbsent(at.method(), Migrations::of);
            }
        }
        throw new IllegalStateException(caller.name() + " calls nothing at '" + label + "'");
    }

    private static int index(@Nullable MachineDescriptor machine, String label, String phase) {
        List<ResumePoint> points = machine == null ? List.of() : machine.points();
        for (int i = 0; i < points.size(); i++) {
            ResumePoint point = points.get(i);
            if (point.label().equals(label) && point.phase().name().equals(phase)) {
                return i;
            }
        }
        return -1;
    }
}
