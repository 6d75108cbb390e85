package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameBytesTest {

    @Test
    void readsWhatItWrote() {
        byte[] big = new byte[1 << 20];
        big[big.length - 1] = 7;
        List<Component> components = List.of(
                new Component(List.of("größe", "x"), "{\"ä\":1}".getBytes(StandardCharsets.UTF_8)),
                new Component(List.of(), new byte[0]),
                new Component(IntStream.range(0, 300).mapToObj(i -> "v" + i).toList(), new byte[127]),
                new Component(List.of("y"), new byte[128]),
                new Component(List.of("z"), big));

        StoredFrame read = FrameBytes.read("label", "AFTER", FrameBytes.write(components));

        assertThat(read.label()).isEqualTo("label");
        assertThat(read.phase()).isEqualTo("AFTER");
        assertThat(read.components()).usingRecursiveComparison().isEqualTo(components);
    }

    @Test
    void aFrameWithoutVariablesIsTwoBytes() {
        assertThat(FrameBytes.write(List.of())).hasSize(2);
        assertThat(FrameBytes.read("start", "BEFORE", FrameBytes.write(List.of()))
                        .components())
                .isEmpty();
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThatThrownBy(() -> FrameBytes.read("charge", "AFTER", new byte[] {9, 0}))
                .hasMessageContaining("FERMATA-5006")
                .hasMessageContaining("charge");
    }
}
