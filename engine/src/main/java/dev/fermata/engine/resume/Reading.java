package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is to be read of one frame, and what becomes of it. */
final class Reading {

    private final Migrations migrations;
    private final String label;
    private final Map<String, StoredVariable> stored;
    private final List<String> names = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    /**
     * @param label where the task's own machine stands in this build
     * @param stored by the name each has in this build
     */
    Reading(Migrations migrations, String label, Map<String, StoredVariable> stored) {
        this.migrations = migrations;
        this.label = label;
        this.stored = stored;
    }

    /** @param stands where the run stands, for messages */
    Fit fit(StackPoint point, FrameLayout wanted, String stands) {
        List<Fit.Source> sources = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < wanted.names().size(); i++) {
            String name = wanted.names().get(i);
            Type type = wanted.types().get(i);
            Fit.Source source = source(name, type);
            if (source == null) {
                missing.add(StoredVariable.of(name, type).described());
            } else {
                sources.add(source);
            }
        }
        if (!missing.isEmpty()) {
            return new Fit.Parks("it stands " + stands + ", where this build needs " + String.join(", ", missing)
                    + ", but what is stored is " + described() + ". Write a @MigrateFrame method that makes the one of"
                    + " the other");
        }
        boolean exact = names.equals(wanted.names()) && types.equals(wanted.types());
        return new Fit.Resumes(point, exact ? wanted : wanted.reading(names, types), sources);
    }

    private Fit.@Nullable Source source(String name, Type type) {
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
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
