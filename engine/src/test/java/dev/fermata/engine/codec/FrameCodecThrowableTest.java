package dev.fermata.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameCodecThrowableTest {

    static final class PaymentDeclined extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        @SuppressWarnings("serial") // never serialized by Java
        private final Thread unstorable = Thread.currentThread();

        PaymentDeclined(int code, List<String> details) {
            super("declined with " + code);
            this.reason = details.get(0);
        }
    }

    static final class DriverException extends SQLException {
        private static final long serialVersionUID = 1L;

        DriverException(String reason, String state, int code) {
            super(reason, state, code);
        }
    }

    static final class Explained extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Explained(int code) {
            this.code = code;
        }

        @Override
        public String getMessage() {
            return "code " + code;
        }
    }

    @Test
    void anExceptionKeepsItsClassMessageFieldsAndStackWithoutItsConstructor() {
        PaymentDeclined failure = new PaymentDeclined(7, List.of("limit"));
        PaymentDeclined back = (PaymentDeclined) Frames.back(Exception.class, failure);
        assertThat(back).hasMessage("declined with 7");
        assertThat(back.reason).isEqualTo("limit");
        assertThat(back.unstorable).isNull();
        assertThat(back.getStackTrace()[0]).hasToString(failure.getStackTrace()[0].toString());
    }

    @Test
    void causesAndSuppressedExceptionsAreKept() {
        IOException cause = new IOException("disk");
        UncheckedIOException failure = new UncheckedIOException("read", cause);
        failure.addSuppressed(new IllegalStateException("close", cause));
        Throwable back = (Throwable) Frames.back(Throwable.class, failure);
        assertThat(back).isInstanceOf(UncheckedIOException.class).hasMessage("read");
        assertThat(back.getCause()).isInstanceOf(IOException.class).hasMessage("disk");
        assertThat(back.getSuppressed()[0]).hasMessage("close");
        assertThat(back.getSuppressed()[0].getCause()).isSameAs(back.getCause());
    }

    @Test
    void anExceptionWithoutMessageOrCauseCanStillBeGivenACause() {
        Throwable back = (Throwable) Frames.back(RuntimeException.class, new RuntimeException());
        assertThat(back).hasMessage(null);
        assertThat(back.initCause(new IOException("late"))).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aMessageMadeFromFieldsIsMadeFromTheRestoredFields() {
        assertThat((Throwable) Frames.back(RuntimeException.class, new Explained(3)))
                .hasMessage("code 3");
    }

    @Test
    void whatTheJdkKeepsOfDatabaseAndFileFailuresIsKept() {
        SQLException sql = (SQLException) Frames.back(Exception.class, new DriverException("dup", "23505", 7));
        assertThat((Throwable) sql).isInstanceOf(DriverException.class).hasMessage("dup");
        assertThat((Throwable) Frames.back(SQLException.class, new SQLException("declared", "1")))
                .hasMessage("declared");
        assertThat(sql.getSQLState()).isEqualTo("23505");
        assertThat(sql.getErrorCode()).isEqualTo(7);
        Throwable file = (Throwable) Frames.back(IOException.class, new NoSuchFileException("/a", null, "gone"));
        assertThat(file).isInstanceOf(NoSuchFileException.class).hasMessage("/a: gone");
    }

    @Test
    void anExceptionInTwoVariablesIsOneException() {
        Explained failure = new Explained(1);
        @Nullable
        Object[] values = Frames.of("caught", RuntimeException.class, failure)
                .and("pending", Throwable.class, failure)
                .decoded();
        assertThat(values[0]).isSameAs(values[1]);
    }

    @Test
    void anExceptionOfAClassThatIsGoneIsRecordedWhereAnyExceptionMayStand() {
        FrameLayout layout = Frames.of("e", Exception.class, null).layout();
        EncodedFrame frame = new EncodedFrame(List.of(new EncodedFrame.Component(
                List.of("e"),
                "{\"e\":{\"@type\":\"gone.PaymentDeclined\",\"message\":\"no\",\"stack\":[]}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        assertThat((Throwable) Frames.CODEC.decode(layout, frame)[0])
                .isInstanceOf(RecordedFailure.class)
                .hasMessage("no");
    }
}
