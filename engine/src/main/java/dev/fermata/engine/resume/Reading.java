package dev.fermata.engine.resume;

import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.stack.StackPoint;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be read of one frame, and what becomes of it. */
final class Reading {

    /**
     * What one machine of the stack finds.
     *
     * @param label where it stands in this build
     * @param stored by the name each has in this build
     */
    private record Level(Migrations migrations, String label, Map<String, StoredVariable> stored) {}

    private final StoredNames stored;
    private final List<Level> levels = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    /** @param variables {@link StoredVariable#text()} of what is stored */
    Reading(Collection<String> variables) {
        this.stored = new StoredNames(variables);
    }

    /**
     * Adds the next machine of the stack.
     *
     * @param label where it stood
     * @param here what that is called in this build
     */
    void level(Migrations migrations, String label, String here) {
        levels.add(new Level(migrations, here, stored.at(levels.size(), label, here)));
    }

    /** @param stands where the run stands, for messages */
    Fit fit(StackPoint point, FrameLayout wanted, String stands) {
        List<Fit.Source> sources = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int next = 0;
        for (int depth = 0; depth < levels.size(); depth++) {
            int end = next + point.levels().get(depth).point().variables().size();
            for (; next < end; next++) {
                String name = wanted.names().get(next);
                Type type = wanted.types().get(next);
                Fit.Source source = source(
                        levels.get(depth),
                        name.substring(StoredNames.prefix(depth).length()),
                        type);
                if (source == null) {
                    missing.add(StoredVariable.of(name, type).described());
                } else {
                    sources.add(source);
                }
            }
        }
        if (!missing.isEmpty()) {
            return new Fit.Parks("it stands " + stands + ", where this build needs " + String.join(", ", missing)
                    + ", but what is stored is " + stored.described()
                    + ". Write a @MigrateFrame method that makes the one of the other");
        }
        boolean exact = names.equals(wanted.names()) && types.equals(wanted.types());
        return new Fit.Resumes(point, exact ? wanted : wanted.reading(names, types), sources);
    }

    private Fit.@Nullable Source source(Level level, String name, Type type) {
        String text = TypeText.of(type);
        StoredVariable same = level.stored.get(name);
        if (same != null && TypeText.reads(same.type(), text)) {
            int index = read(same, type);
            return index < 0 ? null : new Fit.Taken(index);
        }
        Migration migration =
                level.migrations.of(name, text, level.label, level.stored).orElse(null);
        if (migration == null) {
            return null;
        }
        int[] arguments = new int[migration.needs().size()];
        for (int i = 0; i < arguments.length; i++) {
            Migration.OldVariable old = migration.needs().get(i);
            StoredVariable variable = level.stored.get(old.name());
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
}
