package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each place where a run of any build may stand whether this build can go on from there. The place is found by
 * label and phase. Every variable that is live there now must have been stored under its name and type, or be made by a
 * migration; what was stored besides is no longer needed and left out. Nothing is defaulted, nothing converted but whole
 * numbers into wider ones.
 */
public final class FrameFits {

    private final Class<?> machine;
    private final List<ResumePoint> points;
    private final List<FrameLayout> layouts;
    private final Migrations migrations;

    /** @param layouts of the points */
    public FrameFits(
            Class<?> machine, List<ResumePoint> points, List<FrameLayout> layouts, Migrations migrations) {
        this.machine = machine;
        this.points = List.copyOf(points);
        this.layouts = List.copyOf(layouts);
        this.migrations = migrations;
    }

    /** Those of a task, with what its class says about earlier builds. */
    public static FrameFits of(String taskId, TaskDescriptor task) {
        Class<?> machine = task.machine().type();
        List<ResumePoint> points = task.machine().points();
        return new FrameFits(
                machine,
                points,
                points.stream().map(point -> FrameLayout.of(point, machine)).toList(),
                Migrations.of(taskId, task));
    }

    /** @param variables {@link StoredVariable#text()} of what is stored */
    public Fit fit(String label, String phase, Collection<String> variables) {
        String here = migrations.current(label);
        int point = point(here, phase);
        String stands = phase.toLowerCase(Locale.ROOT) + " '" + label + "'";
        if (point < 0) {
            return new Fit.Parks("it stands " + stands + ", and this build has no such place. If the call has only moved"
                    + " or its step was renamed, say so with @MovedLabel(from = \"" + label + "\", to = …)");
        }
        return new Reading(point, stored(label, here, variables)).fit(here, stands);
    }

    private int point(String label, String phase) {
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).label().equals(label) && points.get(i).phase().name().equals(phase)) {
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
            stored.put(
                    name.equals(label) || name.startsWith(label + ".") ? here + name.substring(label.length()) : name,
                    variable);
        }
        return stored;
    }

    /** What is to be read of one frame. */
    private final class Reading {

        private final int point;
        private final Map<String, StoredVariable> stored;
        private final List<String> names = new ArrayList<>();
        private final List<Type> types = new ArrayList<>();

        Reading(int point, Map<String, StoredVariable> stored) {
            this.point = point;
            this.stored = stored;
        }

        Fit fit(String label, String stands) {
            FrameLayout wanted = layouts.get(point);
            List<Fit.Source> sources = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            for (int i = 0; i < wanted.names().size(); i++) {
                Fit.Source source = source(wanted.names().get(i), wanted.types().get(i), label);
                if (source == null) {
                    missing.add(StoredVariable.of(
                                    wanted.names().get(i), wanted.types().get(i))
                            .described());
                } else {
                    sources.add(source);
                }
            }
            if (!missing.isEmpty()) {
                return new Fit.Parks("it stands " + stands + ", where this build needs " + String.join(", ", missing)
                        + ", but what is stored is " + described() + ". Write a @MigrateFrame method that makes the one"
                        + " of the other");
            }
            boolean exact = names.equals(wanted.names()) && types.equals(wanted.types());
            return new Fit.Resumes(
                    point, exact ? wanted : new FrameLayout(place(stands), machine, names, types), sources);
        }

        private Fit.@Nullable Source source(String name, Type type, String label) {
            String text = TypeText.of(type);
            StoredVariable same = stored.get(name);
            if (same != null && TypeText.reads(same.type(), text)) {
                int index = read(same, type);
                return index < 0 ? null : new Fit.Taken(index);
            }
            Migration migration = migrations.of(name, text, label, stored).orElse(null);
            if (migration == null) {
                return null;
            }
            int[] arguments = new int[migration.needs().size()];
            for (int i = 0; i < arguments.length; i++) {
                Migration.OldVariable old = migration.needs().get(i);
                StoredVariable variable = stored.get(old.name());
                arguments[i] = variable == null ? -1 : read(variable, old.type());
                if (arguments[i] < 0) {
                    return null;
                }
            }
            return new Fit.Made(migration, arguments);
        }

        /** Index of a variable among those that are read; -1 when it is read as another type already. */
        private int read(StoredVariable variable, Type type) {
            int known = names.indexOf(variable.name());
            if (known >= 0) {
                return types.get(known).equals(type) ? known : -1;
            }
            names.add(variable.name());
            types.add(type);
            return names.size() - 1;
        }

        private String described() {
            return stored.isEmpty()
                    ? "nothing"
                    : stored.values().stream()
                            .map(StoredVariable::described)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }

        private String place(String stands) {
            return machine.getSimpleName().replace('$', '.') + " " + stands;
        }
    }
}
