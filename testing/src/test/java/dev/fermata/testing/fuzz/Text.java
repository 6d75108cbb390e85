package dev.fermata.testing.fuzz;

/** Lines of a program as they come; braces tell how far each is indented in the end. */
final class Text {

    private final StringBuilder lines = new StringBuilder();

    Text line(String line) {
        lines.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return lines.toString();
    }

    static String indented(String text) {
        StringBuilder result = new StringBuilder();
        int depth = 0;
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            int leading = line.startsWith("}") ? 1 : 0;
            result.append("    ".repeat(line.isEmpty() ? 0 : Math.max(0, depth - leading)))
                    .append(line)
                    .append('\n');
            depth += count(line, '{') - count(line, '}');
        }
        return result.toString().stripTrailing() + "\n";
    }

    /** Generated string and character literals hold no braces. */
    private static int count(String line, char brace) {
        return (int) line.chars().filter(c -> c == brace).count();
    }
}
