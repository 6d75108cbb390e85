package dev.fermata.engine.resume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The variables of a stored frame, level by level: those of the machine {@code n} calls above the bottom are {@code
 * n:name}.
 */
final class StoredNames {

    private static final String RESULT = "#";

    private final List<StoredVariable> all = new ArrayList<>();

    StoredNames(Collection<String> texts) {
        texts.forEach(text -> all.add(StoredVariable.of(text)));
    }

    /** What the variables of the machine at {@code depth} are called. */
    static String prefix(int depth) {
        return depth == 0 ? "" : depth + ":";
    }

    /**
     * Those of one machine by the name each has in this build: intermediate values are named after the label that they
     * wait at.
     *
     * @param label where the machine stood
     * @param here what that is called in this build
     */
    Map<String, StoredVariable> at(int depth, String label, String here) {
        Map<String, StoredVariable> stored = new LinkedHashMap<>();
        for (StoredVariable variable : all) {
            if (depth(variable.name()) != depth) {
                continue;
            }
            String name = variable.name().substring(prefix(depth).length());
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

    /** No name begins with a digit. */
    private static int depth(String name) {
        int end = 0;
        while (end < name.length() && Character.isDigit(name.charAt(end))) {
            end++;
        }
        return end > 0 && end < name.length() && name.charAt(end) == ':' ? Integer.parseInt(name.substring(0, end)) : 0;
    }

    String described() {
        return all.isEmpty()
                ? "nothing"
                : all.stream()
                        .map(StoredVariable::described)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
