package dev.fermata.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A text as an expression of Java, however long: a constant has at most 65535 bytes, three for some characters. */
final class TextLiteral {

    private static final int PIECE = 20_000;

    private TextLiteral() {}

    static String of(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0, to; from < text.length(); from = to) {
            to = Math.min(from + PIECE, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(quoted(text.substring(from, to)));
        }
        return pieces.size() < 2
                ? quoted(text)
                : pieces.stream().collect(Collectors.joining(", ", "java.lang.String.join(\"\", ", ")"));
    }

    private static String quoted(String piece) {
        StringBuilder out = new StringBuilder("\"");
        piece.chars().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                default -> out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
