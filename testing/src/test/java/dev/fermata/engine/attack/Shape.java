package dev.fermata.engine.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tasks of an attack, as {@code AttackTasks} has them: which steps a run of each takes, in order. */
enum Shape {
    PLAIN("w:a w:b w:c"),
    TRANSACTIONAL("p:a p:b w:c p:d"),
    LOOP("w:0 p:1 w:2 p:3 w:4"),
    SLEEP("w:a p:b w:c"),
    GUARDED("p:a w:b x:c w:d w:e"),
    RETRYING("f:a q:b w:c");

    /**
     * One step.
     *
     * @param kind w plain, p transactional, f and q the same but failing at first, x failing for good
     */
    record Deed(char kind, String step) {

        boolean isTransactional() {
            return kind == 'p' || kind == 'q';
        }

        boolean isSuccessful() {
            return kind != 'x';
        }
    }

    private final String deeds;

    Shape(String deeds) {
        this.deeds = deeds;
    }

    List<Deed> deeds() {
        return Arrays.stream(deeds.split(" "))
                .map(deed -> new Deed(deed.charAt(0), deed.substring(2)))
                .toList();
    }

    String task() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a run returns. */
    int result(int n) {
        return deeds().stream()
                .filter(Deed::isSuccessful)
                .mapToInt(deed -> Field.value(n, deed.step()))
                .sum();
    }
}
