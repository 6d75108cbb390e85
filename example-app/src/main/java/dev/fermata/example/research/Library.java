package dev.fermata.example.research;

import dev.fermata.PermanentFailureException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The documents that come with the example, and the two tools on them. */
@Component
class Library {

    private static final int MOST = 2;

    private final Map<String, String> documents = new TreeMap<>();

    Library() {
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:documents/*.txt")) {
                String name = String.valueOf(file.getFilename()).replace(".txt", "");
                documents.put(name, file.getContentAsString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String use(ToolCall call) {
        return switch (call.tool()) {
            case "search" -> String.join("\n", search(call.argument()));
            case "read" -> read(call.argument());
            default -> "there is no tool '" + call.tool() + "'; there are search and read";
        };
    }

    /** Names of the documents that share most words with the query. */
    private List<String> search(String query) {
        Set<String> words = Words.of(query);
        return documents.keySet().stream()
                .filter(name -> score(name, words) > 0)
                .sorted(Comparator.comparingLong((String name) -> score(name, words))
                        .reversed()
                        .thenComparing(name -> name))
                .limit(MOST)
                .toList();
    }

    private long score(String name, Set<String> words) {
        Set<String> text = Words.of(documents.getOrDefault(name, ""));
        return words.stream().filter(text::contains).count();
    }

    private String read(String name) {
        String text = documents.get(name);
        if (text == null) {
            throw new PermanentFailureException("there is no document '" + name + "'");
        }
        return text;
    }
}
