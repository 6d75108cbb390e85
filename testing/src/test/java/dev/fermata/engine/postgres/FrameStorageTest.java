package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoredRun.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checkpoints store and what a resume reads, as frames grow. */
@PostgresFixture(schema = FermataSchema.class)
class FrameStorageTest {

    private static final int LONG = 10_000;

    private final TestDatabase database;
    private final StoreFixture fixture;

    FrameStorageTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aVariableThatDidNotChangeIsNotStoredAgain() {
        StoredRun run = StoredRun.begun(fixture, 100, List.of(List.of("document", "i")));
        byte[] document = bytes("{\"document\":\"" + noise(new Random(1), 50_000) + "\"}");

        int first = run.checkpoint(Map.of("document", document, "i", bytes("{\"i\":1}")));
        int second = run.checkpoint(Map.of("document", document, "i", bytes("{\"i\":2}")));
        int third = run.checkpoint(Map.of("document", document, "i", bytes("{\"i\":2}")));

        assertThat(first).isGreaterThan(35_000);
        assertThat(second).isLessThan(20);
        assertThat(third).isLessThan(15);
        assertThat(run.takeOver())
                .containsEntry(List.of("document"), document)
                .containsEntry(List.of("i"), bytes("{\"i\":2}"));
        assertThat(run.checkpoint(Map.of("document", document, "i", bytes("{\"i\":3}"))))
                .as("the next attempt goes on from what it read")
                .isLessThan(20);
    }

    @Test
    void aResumeReadsTheSameRowsAndBuffersAfterTenAndAfterTenThousandSteps() {
        List<List<String>> live = List.of(List.of("customer", "i", "request", "total"));
        StoredRun young = StoredRun.begun(fixture, 100, live);
        StoredRun old = StoredRun.begun(fixture, 100, live);
        old.fill(LONG - 10, FrameStorageTest::frame);
        for (int i = 1; i <= 10; i++) {
            old.checkpoint(frame(LONG - 10 + i));
            young.checkpoint(frame(i));
        }

        ResumeCost atTen = ResumeCost.of(database, young);
        ResumeCost atTenThousand = ResumeCost.of(database, old);

        System.out.println("resume after 10 steps: " + atTen + ", after " + LONG + ": " + atTenThousand);
        assertThat(atTenThousand.rows()).isEqualTo(atTen.rows()).isLessThanOrEqualTo(1 + 4);
        assertThat(Math.abs(atTenThousand.buffers() - atTen.buffers())).isLessThanOrEqualTo(1);
        assertThat(StoredRun.components(old.frameAt(LONG).orElseThrow()))
                .containsEntry(List.of("request"), frame(1).get("request"));
    }

    @ParameterizedTest
    @CsvSource({"conversation, 10000, 16, 1.2", "records, 10000, 4, 1.35", "noise, 2000, 0, 1.05"})
    void aListThatGrowsIsStoredAboutOnce(String what, int turns, int words, double limit) {
        StoredRun run = StoredRun.begun(fixture, turns, List.of(List.of("messages", "turn")));
        Random random = new Random(2);
        Growing messages = new Growing("messages");
        long[] changed = {0};
        run.fill(turns, turn -> {
            int before = messages.length();
            messages.add(words == 0 ? '"' + noise(random, 600) + '"' : message(random, turn, words));
            byte[] counter = bytes("{\"turn\":" + turn + "}");
            changed[0] += messages.length() - before + counter.length;
            return Map.of("messages", messages.bytes(), "turn", counter);
        });

        assertStoredOnce(what, run, messages, changed[0], limit);
        assertThat(run.takeOver()).containsEntry(List.of("messages"), messages.bytes());
        messages.add(message(random, turns + 1, 8));
        assertThat(run.checkpoint(Map.of("messages", messages.bytes(), "turn", bytes("{\"turn\":0}"))))
                .as("the next attempt appends")
                .isLessThan(300);
        assertThat(run.takeOver()).containsEntry(List.of("messages"), messages.bytes());
    }

    /** What a loop {@code messages.add(reply())} writes: each message is a result first, and the end of the list a step later. */
    @ParameterizedTest
    @CsvSource({"conversation, 16, 1.25", "records, 4, 1.65", "noise, 0, 1.05"})
    void aResultThatIsAddedToAListIsStoredAboutOnce(String what, int words, double limit) {
        int turns = 3_000;
        StoredRun run = StoredRun.begun(fixture, turns, List.of(List.of("messages", "reply", "turn")));
        Random random = new Random(5);
        Growing messages = new Growing("messages");
        long[] changed = {0};
        String[] reply = {null};
        run.fill(turns, turn -> {
            if (reply[0] != null) {
                messages.add(reply[0]);
            }
            reply[0] = words == 0 ? '"' + noise(random, 600) + '"' : message(random, turn, words);
            byte[] counter = bytes("{\"turn\":" + turn + "}");
            changed[0] += 1 + reply[0].length() + counter.length;
            return Map.of("messages", messages.bytes(), "reply", reply(reply[0]), "turn", counter);
        });

        assertStoredOnce(what + ", results", run, messages, changed[0], limit);
        assertThat(run.takeOver())
                .containsEntry(List.of("messages"), messages.bytes())
                .containsEntry(List.of("reply"), reply(reply[0]));
        messages.add(reply[0]);
        assertThat(run.checkpoint(Map.of("messages", messages.bytes(), "reply", reply("1"), "turn", bytes("{}"))))
                .as("the next attempt copies from the row it read last")
                .isLessThan(60);
        assertThat(run.takeOver()).containsEntry(List.of("messages"), messages.bytes());
    }

    /** A resume reads the rows of the list's pieces, one of what it was copied from, and those of two other variables. */
    private void assertStoredOnce(String what, StoredRun run, Growing messages, long changed, double limit) {
        double ratio = (double) run.writtenBytes() / changed;
        ResumeCost cost = ResumeCost.of(database, run);
        System.out.printf(
                "%s: a list of %d bytes after %d steps: %.3f bytes written for each that changed; a resume reads %s%n",
                what, messages.length(), run.sequence(), ratio, cost);
        assertThat(ratio).isLessThanOrEqualTo(limit);
        assertThat(cost.rows()).isLessThanOrEqualTo(messages.length() / 512 + 64 + 1 + 2);
    }

    private static byte[] reply(String value) {
        return bytes("{\"reply\":" + value + "}");
    }

    @Test
    void aResultThatBecomesTheValueOfAVariableIsStoredOnce() {
        StoredRun run = StoredRun.begun(fixture, 4, List.of(List.of("result"), List.of("i", "report")));
        String text = noise(new Random(6), 20_000);
        byte[] report = bytes("{\"report\":\"" + text + "\"}");

        int first = run.checkpoint(Map.of("result", bytes("{\"result\":\"" + text + "\"}")));
        int second = run.checkpoint(Map.of("report", report, "i", bytes("{\"i\":0}")));

        assertThat(first).isGreaterThan(14_000);
        assertThat(second).isLessThan(50);
        assertThat(run.neededRows()).containsExactly(1);
        for (int i = 1; i <= 40; i++) {
            assertThat(run.checkpoint(Map.of("report", report, "i", bytes("{\"i\":" + i + "}"))))
                    .as("the third row names both that hold it")
                    .isLessThan(25);
        }
        assertThat(run.neededRows()).containsExactly(1, 2);
        assertThat(run.rows()).startsWith(1, 2).hasSizeLessThan(10);
        assertThat(run.takeOver()).containsEntry(List.of("report"), report);
    }

    @Test
    void historyIsBoundedAndEveryCheckpointOfItCanBeReadForAResume() {
        int keep = 20;
        StoredRun run = StoredRun.begun(fixture, keep, List.of(List.of("customer", "i", "request", "total")));
        for (int i = 1; i <= 500; i++) {
            run.checkpoint(frame(i));
        }

        assertThat(run.rows()).hasSizeBetween(keep, keep + keep / 4 + 4);
        for (int i = 500; i > 500 - keep; i--) {
            assertThat(StoredRun.components(run.frameAt(i).orElseThrow()))
                    .containsEntry(List.of("i"), frame(i).get("i"));
        }
        assertThat(StoredRun.components(run.frameAt(500).orElseThrow()))
                .containsEntry(List.of("request"), frame(1).get("request"));
    }

    @Test
    void smallValuesMoveForwardSoThatTheRowsTheyStoodInGo() {
        int keep = 8;
        List<String> names =
                IntStream.range(0, 12).mapToObj(i -> "v" + (char) ('a' + i)).toList();
        StoredRun run = StoredRun.begun(fixture, keep, List.of(names));
        Map<String, byte[]> values = new TreeMap<>();
        names.forEach(name -> values.put(name, bytes("{\"" + name + "\":0}")));
        for (int i = 0; i < 100; i++) {
            if (i % 3 == 0 && i / 3 < names.size()) {
                String name = names.get(i / 3);
                values.put(name, bytes("{\"" + name + "\":" + i + "}"));
            }
            run.checkpoint(values);
        }

        assertThat(run.rows()).hasSizeLessThanOrEqualTo(2 * keep);
        assertThat(run.neededRows()).allSatisfy(row -> assertThat(row).isGreaterThan(100 - 2 * keep));
        assertThat(run.takeOver()).containsEntry(List.of("vc"), bytes("{\"vc\":6}"));
    }

    @Test
    void historyIsBoundedWhileAListGrows() {
        int keep = 10;
        StoredRun run = StoredRun.begun(fixture, keep, List.of(List.of("messages")));
        Growing messages = new Growing("messages");
        Random random = new Random(3);
        for (int turn = 1; turn <= 500; turn++) {
            messages.add(message(random, turn, 4));
            run.checkpoint(Map.of("messages", messages.bytes()));
        }

        assertThat(run.rows()).hasSizeLessThan(keep + keep / 4 + 64 + messages.length() / 512 / 4);
        for (int kept = 500 - keep + 1; kept <= 500; kept++) {
            assertThat(run.frameAt(kept).orElseThrow().damage())
                    .as("checkpoint %s", kept)
                    .isNull();
        }
        assertThat(run.takeOver()).containsEntry(List.of("messages"), messages.bytes());
    }

    @Test
    void historyIsBoundedThoughEveryAttemptIsShort() {
        int keep = 12;
        StoredRun run = StoredRun.begun(fixture, keep, List.of(List.of("customer", "i", "request", "total")));
        for (int i = 1; i <= 201; i++) {
            run.checkpoint(frame(i));
            if (i % 2 == 1) {
                run.takeOver();
                assertThat(run.rows()).hasSizeLessThan(2 * keep);
            }
        }

        assertThat(run.rows()).hasSizeGreaterThanOrEqualTo(keep);
        for (int i = 201; i > 201 - keep; i--) {
            assertThat(StoredRun.components(run.frameAt(i).orElseThrow()))
                    .containsEntry(List.of("i"), frame(i).get("i"));
        }
    }

    private static Map<String, byte[]> frame(int i) {
        return Map.of(
                "request", bytes("{\"request\":\"" + noise(new Random(4), 1500) + "\"}"),
                "customer", bytes("{\"customer\":\"" + noise(new Random(i / 7), 100) + "\"}"),
                "total", bytes("{\"total\":" + 1000 * i + "}"),
                "i", bytes("{\"i\":" + i + "}"));
    }

    private static String message(Random random, int turn, int words) {
        String text = IntStream.range(0, words + random.nextInt(2 * words))
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
        return "{\"role\":\"" + (turn % 2 == 0 ? "assistant" : "tool") + "\",\"turn\":" + turn + ",\"text\":\"" + text
                + "\"}";
    }

    private static final List<String> WORDS = List.of(
            "order",
            "invoice",
            "customer",
            "please",
            "the",
            "a",
            "was",
            "shipped",
            "refund",
            "because",
            "of",
            "and",
            "address",
            "missing",
            "tomorrow",
            "payment",
            "not",
            "found",
            "status",
            "is");

    /** The encoding of a list that grows. */
    private static final class Growing {
        private byte[] bytes;

        Growing(String name) {
            bytes = StoredRun.bytes("{\"" + name + "\":[]}");
        }

        void add(String element) {
            boolean isFirst = bytes[bytes.length - 3] == '[';
            byte[] tail = StoredRun.bytes((isFirst ? "" : ",") + element + "]}");
            byte[] longer = Arrays.copyOf(bytes, bytes.length - 2 + tail.length);
            System.arraycopy(tail, 0, longer, bytes.length - 2, tail.length);
            bytes = longer;
        }

        int length() {
            return bytes.length;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /** Text that no compression makes much smaller. */
    private static String noise(Random random, int length) {
        return random.ints(length, 0, 64)
                .mapToObj(i -> "" + (char) (i < 32 ? '!' + 2 + i % 32 : 'A' + i % 32 % 26))
                .map(c -> c.equals("\\") ? "/" : c)
                .collect(Collectors.joining());
    }
}
