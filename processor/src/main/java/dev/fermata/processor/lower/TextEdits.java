package dev.fermata.processor.lower;

import dev.fermata.processor.graph.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements and insertions in a range of the user's text. Insertions at a position stand before a replacement there. */
final class TextEdits {

    private record Edit(int from, int to, Code code) {}

    private final TaskSource source;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(TaskSource source) {
        this.source = source;
    }

    void replace(int from, int to, Code code) {
        edits.add(new Edit(from, to, code));
    }

    void insert(int at, Code code) {
        replace(at, at, code);
    }

    /**
     * The text between two positions. A range that was replaced twice, as the type of {@code int a, b} is, keeps the first
     * replacement.
     */
    Code apply(int from, int to) {
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(edit -> edit.to == edit.from ? 0 : 1));
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
