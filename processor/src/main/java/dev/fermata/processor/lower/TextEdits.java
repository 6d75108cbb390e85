package dev.fermata.processor.lower;

import dev.fermata.processor.graph.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replacements and insertions in a range of the user's text. At one position stands first what closes there, then what
 * opens, then other insertions, then a replacement.
 */
final class TextEdits {

    private record Edit(int from, int to, int rank, Code code) {}

    private final TaskSource source;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(TaskSource source) {
        this.source = source;
    }

    void replace(int from, int to, Code code) {
        edits.add(new Edit(from, to, from == to ? 2 : 3, code));
    }

    void insert(int at, Code code) {
        replace(at, at, code);
    }

    /** Puts a tree between {@code opening} and {@code closing}, whatever is inserted at its first word. */
    void surround(int from, int to, Code opening, Code closing) {
        edits.add(new Edit(from, from, 1, opening));
        edits.add(new Edit(to, to, 0, closing));
    }

    /**
     * The text between two positions. A range that was replaced twice, as the type of {@code int a, b} is, keeps the first
     * replacement.
     */
    Code apply(int from, int to) {
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::rank));
        Code code = new Code();
        int position = from;
        for (Edit edit : edits) {
            if (edit.from < position) {
                if (edit.to > position) {
                    throw new IllegalStateException("Overlapping edits of " + source.text(edit.from, edit.to));
                }
                continue;
            }
            code.add(source.text(position, edit.from)).add(edit.code);
            position = edit.to;
        }
        return code.add(source.text(position, to));
    }
}
