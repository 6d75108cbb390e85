package dev.fermata.machine;

/**
 * Numbers of generated code, written as text: javac compiles an array statement by statement, and a string in one go.
 */
public final class NumberTable {

    private NumberTable() {}

    /** @param text numbers, each followed by a blank */
    public static int[] row(String text) {
        int[] numbers = new int[count(text, ' ')];
        int at = 0;
        for (int i = 0; i < numbers.length; i++) {
            int end = text.indexOf(' ', at);
            numbers[i] = Integer.parseInt(text, at, end, 10);
            at = end + 1;
        }
        return numbers;
    }

    /** @param text rows, each followed by a semicolon; in a row, each number is followed by a blank */
    public static int[][] rows(String text) {
        int[][] rows = new int[count(text, ';')][];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            int end = text.indexOf(';', at);
            rows[i] = row(text.substring(at, end));
            at = end + 1;
        }
        return rows;
    }

    private static int count(String text, char mark) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            count += text.charAt(i) == mark ? 1 : 0;
        }
        return count;
    }
}
