package dev.fermata.engine.codec;

/**
 * Stands for an exception whose class this build does not have: same message, cause and stack trace. Only where any
 * {@code Throwable}, {@code Exception} or {@code RuntimeException} may stand.
 */
public final class RecordedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordedFailure(String message) {
        super(message);
    }
}
