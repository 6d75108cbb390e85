package dev.fermata.engine.codec;

import dev.fermata.FermataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Failures of runs as JSON. Encoding never fails: a failure that cannot be recorded would hide itself. */
public final class FailureCodec {

    private static final int MOST_CAUSES = 20;
    private static final int MOST_TEXT = 16_384;

    private final JsonMapper mapper = PayloadMapper.create(CodecLimits.DEFAULT);

    /** What is kept of {@code failure}; long messages are cut. */
    public static StoredFailure describe(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(failure);
        List<StoredFailure> causes = new ArrayList<>();
        for (Throwable cause = causeOf(failure);
                cause != null && causes.size() < MOST_CAUSES && seen.add(cause);
                cause = causeOf(cause)) {
            causes.add(single(cause, List.of(), List.of()));
        }
        List<StoredFailure> suppressed = Arrays.stream(failure.getSuppressed())
                .filter(seen::add)
                .limit(MOST_CAUSES)
                .map(one -> single(one, List.of(), List.of()))
                .toList();
        return single(failure, causes, suppressed);
    }

    private static StoredFailure single(Throwable failure, List<StoredFailure> causes, List<StoredFailure> suppressed) {
        List<String> stack = Arrays.stream(UserTrace.of(failure.getStackTrace()))
                .limit(StackFrames.MOST)
                .map(StackTraceElement::toString)
                .toList();
        String code = failure instanceof FermataException coded ? coded.code() : null;
        return new StoredFailure(failure.getClass().getName(), messageOf(failure), stack, causes, suppressed, code);
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static @Nullable String messageOf(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null || message.length() <= MOST_TEXT ? message : message.substring(0, MOST_TEXT) + "…";
        } catch (RuntimeException e) {
            return "(its message could not be read: " + e.getClass().getName() + ")";
        }
    }

    public byte[] encode(Throwable failure) {
        return encode(describe(failure));
    }

    public byte[] encode(StoredFailure failure) {
        return mapper.writeValueAsBytes(failure);
    }

    public StoredFailure decode(byte[] json) {
        try {
            return mapper.readValue(json, StoredFailure.class);
        } catch (JacksonException e) {
            throw new CodecException(
                    Fault.MALFORMED.id(),
                    "",
                    "a stored failure is unreadable: " + e.getOriginalMessage() + ". " + Fault.MALFORMED.remedy(),
                    e);
        }
    }
}
