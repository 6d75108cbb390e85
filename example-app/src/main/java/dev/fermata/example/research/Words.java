package dev.fermata.example.research;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words of a text that say what it is about. */
final class Words {

    private static final int SHORTEST = 4;
    private static final Set<String> EMPTY =
            Set.of("what", "when", "does", "this", "that", "with", "from", "have", "which");

    private Words() {}

    /** In lower case, without a plural's s. */
    static Set<String> of(String text) {
        List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", 0));
        return words.stream()
                .filter(word -> word.length() >= SHORTEST && !EMPTY.contains(word))
                .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
