package dev.fermata.testing.evolution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of a table in {@code docs/evolution.md}.
 *
 * @param section heading of its table
 * @param title first column
 * @param before the pieces of code of the task as it was
 * @param label where the run stands
 * @param after the pieces of code of the task as it is now
 * @param verdict last column as it is written
 */
record Edit(String section, String title, List<String> before, String label, List<String> after, String verdict) {

    private static final Path PAGE = Path.of("../docs/evolution.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static List<Edit> all() throws IOException {
        List<Edit> edits = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("#+ ", "");
            } else if (line.startsWith("| ") && !line.startsWith("| Edit ")) {
                edits.add(row(section, line));
            }
        }
        return edits;
    }

    private static Edit row(String section, String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        if (cells.length != 5) {
            throw new IllegalStateException("a row of five columns is expected: " + line);
        }
        return new Edit(
                section, cells[0], code(cells[1]), code(cells[2]).get(0), code(cells[3]), cells[4].replace("\\|", "|"));
    }

    private static List<String> code(String cell) {
        List<String> pieces = new ArrayList<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            pieces.add(code.group(1).replace("\\|", "|"));
        }
        return pieces;
    }

    @Override
    public String toString() {
        return section + ": " + title;
    }
}
