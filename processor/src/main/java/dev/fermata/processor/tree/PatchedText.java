package dev.fermata.processor.tree;

import java.util.Map;
import java.util.TreeMap;

/**
 * A user's file with insertions that keep every line where it is: what other processors add to its classes. Positions in
 * the patched text are mapped back to the user's.
 */
final class PatchedText {

    private final StringBuilder original;
    private final TreeMap<Integer, String> insertions = new TreeMap<>();

    PatchedText(String original) {
        this.original = new StringBuilder(original);
    }

    void insert(int position, String text) {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("An insertion must not move lines: " + text);
        }
        insertions.merge(position, text, String::concat);
    }

    /** Inserts unless something was inserted there before. */
    void insertOnce(int position, String text) {
        if (!insertions.containsKey(position)) {
            insert(position, text);
        }
    }

    /** Overwrites text with other text that is not longer. */
    void overwrite(int start, int end, String text) {
        original.replace(start, end, text + " ".repeat(end - start - text.length()));
    }

    String text() {
        StringBuilder text = new StringBuilder(original);
        insertions.descendingMap().forEach(text::insert);
        return text.toString();
    }

    /** The user's position; what lies inside an insertion belongs to the place where it was inserted. */
    int original(int patched) {
        int shift = 0;
        for (Map.Entry<Integer, String> insertion : insertions.entrySet()) {
            int start = insertion.getKey() + shift;
            if (patched < start) {
                break;
            }
            if (patched < start + insertion.getValue().length()) {
                return insertion.getKey();
            }
            shift += insertion.getValue().length();
        }
        return patched - shift;
    }

    boolean isInserted(int patched) {
        int shift = 0;
        for (Map.Entry<Integer, String> insertion : insertions.entrySet()) {
            int start = insertion.getKey() + shift;
            shift += insertion.getValue().length();
            if (patched >= start && patched < start + insertion.getValue().length()) {
                return true;
            }
        }
        return false;
    }
}
