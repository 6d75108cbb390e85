package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.StoredFrame.Copy;
import dev.fermata.engine.model.StoredFrame.Piece;
import dev.fermata.engine.model.StoredFrame.Standing;
import dev.fermata.engine.postgres.FrameRow.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameBytesTest {

    private static final List<String> VARIABLES = List.of("größe", "x", "y", "z");

    @Test
    void readsWhatItWrote() throws Exception {
        byte[] big = new byte[1 << 20];
        big[big.length - 1] = 7;
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        List<Component> components = List.of(
                new Component(List.of("größe", "x"), "{\"ä\":1}".getBytes(StandardCharsets.UTF_8)),
                new Component(List.of("y"), noise),
                new Component(List.of("z"), big));

        byte[] bytes = FrameBytes.write(9, VARIABLES, frame(components));

        assertThat(bytes).as("zeros are deflated").hasSizeLessThan(5000 + 8000);
        assertRead(components, VARIABLES, bytes);
    }

    @Test
    void aComponentIsJoinedFromItsPieces() throws Exception {
        byte[] first = FrameBytes.write(3, VARIABLES, frame(List.of(component("y", "[1,2]}", Standing.NOWHERE))));
        Standing cut = new Standing(List.of(), 0, List.of(new Piece(3, 4, 6, 0)));
        byte[] second = FrameBytes.write(700, VARIABLES, frame(List.of(component("y", "[1,2,3]}", cut))));

        FrameRow row = FrameBytes.read(700, VARIABLES, second);
        List<Component> joined =
                new FrameAssembler(Map.of(3, FrameBytes.read(3, VARIABLES, first), 700, row), row).components();

        assertThat(row.needs()).containsExactly(3);
        assertThat(joined.get(0).bytes()).isEqualTo("[1,2,3]}".getBytes(StandardCharsets.UTF_8));
        assertThat(joined.get(0).standing().pieces()).containsExactly(new Piece(3, 4, 6, 0), new Piece(700, 4, 4, 0));
    }

    @Test
    void piecesAtAnyDistanceAreNamed() {
        Random random = new Random(2);
        for (int count = 0; count < 200; count += 1 + random.nextInt(9)) {
            boolean isRegular = random.nextBoolean();
            List<Piece> pieces = new ArrayList<>();
            int at = 2;
            for (int i = 0; i < count; i++) {
                int source = isRegular ? at - 1 : random.nextInt(at);
                pieces.add(new Piece(at, 10, isRegular ? 12 : 10 + random.nextInt(500), source));
                at += isRegular ? 5 : 1 + random.nextInt(300);
            }
            RowWriter out = new RowWriter();
            References.write(at + 7, pieces, out);

            assertThat(References.read(at + 7, new RowReader(out.toBytes())))
                    .isEqualTo(pieces.stream()
                            .map(piece ->
                                    new Reference(piece.sequence(), piece.written() - piece.length(), piece.source()))
                            .toList());
            if (isRegular) {
                assertThat(out.toBytes()).hasSizeLessThanOrEqualTo(8);
            }
        }
    }

    @Test
    void aLoneVariableIsWrittenWithoutItsName() throws Exception {
        List<String> variables = List.of("counterOfItems=int", "größe=long", "q\"=int");
        List<Component> components = List.of(
                component("counterOfItems=int", "{\"counterOfItems\":1}", Standing.NOWHERE),
                component("größe=long", "{\"größe\":2}", Standing.NOWHERE),
                component("q\"=int", "{\"q\\\"\":3}", Standing.NOWHERE));

        byte[] bytes = FrameBytes.write(9, variables, frame(components));

        assertThat(bytes).as("only the name that JSON escapes is written").hasSize(1 + 3 + 3 + 2 + 9);
        assertRead(components, variables, bytes);
    }

    @Test
    void whatAnotherComponentHoldsIsCopied() throws Exception {
        String text = "t".repeat(5000);
        byte[] first = FrameBytes.write(
                3,
                VARIABLES,
                frame(List.of(
                        component("x", "1", Standing.NOWHERE), component("y", "\"" + text + "\"", Standing.NOWHERE))));
        Component copied = new Component(
                List.of("z"),
                ("[0,\"" + text + "\"]").getBytes(StandardCharsets.UTF_8),
                Standing.NOWHERE,
                new Copy(3, 1, 0, 3, 5002));
        byte[] second = FrameBytes.write(4, VARIABLES, frame(List.of(copied)));
        Standing there = new Standing(List.of(), 0, List.of(new Piece(4, 5006, 5006, 3)));
        byte[] third = FrameBytes.write(
                5, VARIABLES, frame(List.of(new Component(copied.variables(), copied.bytes(), there, null))));

        assertThat(second).hasSizeLessThan(20);
        assertThat(FrameBytes.read(4, VARIABLES, second).needs()).containsExactly(3);
        FrameRow last = FrameBytes.read(5, VARIABLES, third);
        assertThat(last.needs()).containsExactly(3, 4);
        Map<Integer, FrameRow> rows =
                Map.of(3, FrameBytes.read(3, VARIABLES, first), 4, FrameBytes.read(4, VARIABLES, second), 5, last);
        assertThat(new FrameAssembler(rows, last).components().get(0))
                .usingRecursiveComparison()
                .isEqualTo(new Component(copied.variables(), copied.bytes(), there, null));
    }

    @Test
    void aFrameWithoutVariablesIsAByte() {
        byte[] bytes = FrameBytes.write(1, List.of(), frame(List.of()));

        assertThat(bytes).hasSize(1);
        assertThat(FrameBytes.read(1, List.of(), bytes).entries()).isEmpty();
    }

    @Test
    void anUnknownFormatDamagesTheFrame() {
        assertThatThrownBy(() -> FrameBytes.read(1, VARIABLES, new byte[] {18, 0}))
                .hasMessageContaining("format 9");
        assertThat(new KnownRows(last(new byte[] {18, 0})).frame().damage())
                .contains("format 9")
                .contains("row 4");
    }

    @Test
    void whateverTheBytesAreOnlyTheirFrameIsDamaged() {
        byte[] intact = FrameBytes.write(
                4,
                VARIABLES,
                frame(List.of(
                        component("x", "{\"x\":1}", Standing.NOWHERE),
                        component("z", "z".repeat(4000), Standing.NOWHERE))));
        Random random = new Random(3);
        int damaged = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = Arrays.copyOf(intact, random.nextInt(intact.length) + 1);
            IntStream.range(0, random.nextInt(4))
                    .forEach(i -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt());

            StoredFrame frame = new KnownRows(last(bytes)).frame();

            damaged += frame.damage() == null ? 0 : 1;
        }
        assertThat(damaged).isGreaterThan(2000);
    }

    private static void assertRead(List<Component> components, List<String> variables, byte[] bytes) throws Exception {
        FrameRow row = FrameBytes.read(9, variables, bytes);
        assertThat(new FrameAssembler(Map.of(9, row), row).components())
                .usingRecursiveComparison()
                .ignoringFields("standing")
                .isEqualTo(components);
    }

    private static FrameRows.Last last(byte[] bytes) {
        return new FrameRows.Last(new java.util.UUID(1, 2), 4, "charge", "AFTER", String.join(",", VARIABLES), bytes);
    }

    private static StoredFrame frame(List<Component> components) {
        return new StoredFrame("charge", "AFTER", components);
    }

    private static Component component(String variable, String bytes, Standing standing) {
        return new Component(List.of(variable), bytes.getBytes(StandardCharsets.UTF_8), standing, null);
    }
}
