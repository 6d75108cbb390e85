package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.frame.FrameLedger;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of released versions stay readable for ever: the files are never changed, only added to, one for each format. A file
 * holds the rows of one run, in which every kind of entry occurs.
 */
class GoldenRowsTest {

    private static final List<String> VARIABLES =
            List.of("a=int", "b=Item", "c=Item", "list=java.util.List<Item>", "reply=Item", "text=String");

    private static final int TURNS = 70;

    @ParameterizedTest
    @ValueSource(ints = 2)
    void rowsOfThatFormatAreRead(int format) throws IOException {
        try (InputStream in = GoldenRowsTest.class.getResourceAsStream("/frames/rows-" + format + ".txt")) {
            String file = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
            assertRead(file.lines().map(HexFormat.of()::parseHex).toList());
        }
    }

    @Test
    void rowsAsTheyAreWrittenNowAreRead() {
        List<byte[]> rows = written();

        assertRead(rows);
        assertThat(rows.stream()
                        .flatMap(row -> FrameBytes.read(TURNS + 1, VARIABLES, row).entries().stream())
                        .map(GoldenRowsTest::kind)
                        .distinct())
                .as("every kind of entry occurs; what is missing here is missing in a file made of these rows")
                .containsExactlyInAnyOrder(
                        "plain",
                        "deflated",
                        "copied",
                        "earlier",
                        "earlier copied",
                        "listed",
                        "listed deflated",
                        "listed copied");
    }

    private static String kind(FrameRow.Entry entry) {
        if (entry.rest().length() == 0) {
            return entry.pieces().get(0).source() == 0 ? "earlier" : "earlier copied";
        }
        String kind = entry.rest().isDeflated() ? "deflated" : entry.rest().copy() != null ? "copied" : "plain";
        boolean isWhole = entry.pieces().isEmpty() && entry.listed().isEmpty();
        return isWhole ? kind : kind.equals("plain") ? "listed" : "listed " + kind;
    }

    private static void assertRead(Collection<byte[]> bytes) {
        Map<Integer, FrameRow> rows = new TreeMap<>();
        bytes.forEach(row -> rows.put(rows.size() + 1, FrameBytes.read(rows.size() + 1, VARIABLES, row)));
        assertThat(rows).hasSize(TURNS);
        rows.forEach((turn, row) ->
                assertThat(texts(components(rows, row))).as("row %s", turn).isEqualTo(texts(frame(turn))));
    }

    private static List<Component> components(Map<Integer, FrameRow> rows, FrameRow last) {
        try {
            return new FrameAssembler(rows, last).components();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> texts(List<Component> components) {
        return components.stream()
                .collect(Collectors.toMap(
                        component -> String.join(" and ", component.variables()),
                        component -> new String(component.bytes(), StandardCharsets.UTF_8)));
    }

    private static List<byte[]> written() {
        FrameLedger ledger = new FrameLedger(TURNS);
        List<byte[]> rows = new ArrayList<>();
        for (int turn = 1; turn <= TURNS; turn++) {
            StoredFrame placed = ledger.place(turn, new StoredFrame("turn", "AFTER", frame(turn)));
            rows.add(FrameBytes.write(turn, VARIABLES, placed));
            ledger.written();
        }
        return rows;
    }

    /** A reply that goes into a list, an object that two variables share, a counter, and a text that is a reply now and then. */
    private static List<Component> frame(int turn) {
        String list = IntStream.range(0, turn).mapToObj(GoldenRowsTest::reply).collect(Collectors.joining(","));
        String text = turn % 20 < 10 ? reply(turn / 20 * 20 - 1) : "\"" + "0123456789".repeat(300) + "\"";
        return List.of(
                component("{\"a\":" + turn / 3 + "}", "a=int"),
                component("{\"b\":{\"@id\":1},\"c\":{\"@ref\":1}}", "b=Item", "c=Item"),
                component("{\"list\":[\"" + "x".repeat(600) + "\"," + list + "]}", "list=java.util.List<Item>"),
                component("{\"reply\":" + reply(turn) + "}", "reply=Item"),
                component("{\"text\":" + text + "}", "text=String"));
    }

    private static String reply(int turn) {
        String numbers = IntStream.range(0, 8)
                .mapToObj(i -> Integer.toString((turn * 31 + i) * 7919))
                .collect(Collectors.joining(" "));
        return "{\"turn\":" + turn + ",\"text\":\"größe " + numbers + "\"}";
    }

    private static Component component(String json, String... variables) {
        return new Component(List.of(variables), json.getBytes(StandardCharsets.UTF_8));
    }
}
