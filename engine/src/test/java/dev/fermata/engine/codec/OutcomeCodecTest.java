package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.FermataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

class OutcomeCodecTest {

    record Receipt(String id, List<Integer> lines) {}

    private final ResultCodec results = new ResultCodec(new CodecLimits(100, 50, List.of()));
    private final FailureCodec failures = new FailureCodec();

    @Test
    void aResultComesBackByItsDeclaredType() {
        Receipt receipt = new Receipt("1", List.of(1));
        byte[] json = results.encode(Receipt.class, receipt);
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"1\",\"lines\":[1]}");
        assertThat(results.decode(Receipt.class, json)).isEqualTo(receipt);
        TypeReference<List<Receipt>> list = new TypeReference<>() {};
        assertThat(results.decode(list.getType(), results.encode(list.getType(), List.of(receipt))))
                .isEqualTo(List.of(receipt));
    }

    @Test
    void noResultIsNull() {
        assertThat(results.encode(void.class, null)).isEqualTo("null".getBytes(StandardCharsets.UTF_8));
        assertThat(results.decode(void.class, "null".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(results.decode(String.class, results.encode(String.class, null)))
                .isNull();
    }

    @Test
    void resultsThatCannotBeStoredOrReadAreCoded() {
        Object[] cycle = new Object[1];
        cycle[0] = cycle;
        assertThatThrownBy(() -> results.encode(Object.class, cycle)).hasMessageStartingWith("FERMATA-4110");
        assertThatThrownBy(() -> results.encode(String.class, "x".repeat(100)))
                .hasMessageStartingWith("FERMATA-4111: the result is 102 bytes, and the limit is 100 bytes");
        assertThatThrownBy(() -> results.decode(Receipt.class, "{\"lines\":5}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("FERMATA-4112: result.lines");
    }

    @Test
    void aFailureIsRecordedWithItsCausesAndCode() {
        IOException root = new IOException("disk");
        FermataException failure =
                new FermataException("FERMATA-4999", "broken", new IllegalStateException("mid", root));
        StoredFailure stored = failures.decode(failures.encode(failure));
        assertThat(stored).isEqualTo(FailureCodec.describe(failure));
        assertThat(stored.type()).isEqualTo(FermataException.class.getName());
        assertThat(stored.code()).isEqualTo("FERMATA-4999");
        assertThat(stored.causes()).extracting(StoredFailure::message).containsExactly("mid", "disk");
        assertThat(stored.stack().get(0)).contains("OutcomeCodecTest");
    }

    @Test
    void endlessCausesStacksAndMessagesAreCut() {
        IOException a = new IOException("a");
        IOException b = new IOException("b", a);
        a.initCause(b);
        assertThat(FailureCodec.describe(a).causes()).hasSize(1);
        RuntimeException big = new RuntimeException("x".repeat(100_000));
        big.setStackTrace(java.util.Collections.nCopies(5000, new StackTraceElement("a", "b", "c", 1))
                .toArray(new StackTraceElement[0]));
        StoredFailure stored = FailureCodec.describe(big);
        assertThat(stored.stack()).hasSize(100);
        assertThat(stored.message()).hasSizeLessThan(20_000);
    }

    @Test
    void aStoredFailureThatIsBrokenIsReported() {
        assertThatThrownBy(() -> failures.decode("{".getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("FERMATA-4107: a stored failure is unreadable");
    }

    @Test
    void aFailureWhoseMessageCannotBeReadIsStillRecorded() {
        RuntimeException nasty = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }
        };
        assertThat(failures.decode(failures.encode(nasty)).message()).contains("could not be read");
    }
}
