package dev.fermata.processor.emit;

import java.util.List;
import java.util.stream.Collectors;

/** Writes tables of numbers as the text that {@code NumberTable} reads. */
final class NumberText {

    private static final String READER = "dev.fermata.machine.NumberTable.";

    private NumberText() {}

    static void row(String name, List<Integer> numbers, StringBuilder out) {
        String text = numbers.stream().map(number -> number + " ").collect(Collectors.joining());
        out.append("  private static final int[] " + name + " = " + READER + "row(" + TextLiteral.of(text) + ");\n");
    }

    /** @param rows each number is followed by a blank */
    static void rows(String name, List<String> rows, StringBuilder out) {
        String text = rows.stream().map(row -> row + ";").collect(Collectors.joining());
        out.append("  private static final int[][] " + name + " = " + READER + "rows(" + TextLiteral.of(text) + ");\n");
    }
}
