package dev.fermata.engine.codec;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Fault} on its way up through a value: each level adds where it stood, so that the path costs nothing while
 * all goes well. It never leaves the package.
 */
final class Trouble extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String what;
    private final StringBuilder path = new StringBuilder();

    Trouble(Fault fault, String what) {
        this(fault, what, null);
    }

    Trouble(Fault fault, String what, @Nullable Throwable cause) {
        super(what, cause);
        this.fault = fault;
        this.what = what;
    }

    /** {@code segment} is {@code .name}, {@code [3]} or {@code {key}}. */
    Trouble at(String segment) {
        if (path.length() < 400) {
            path.insert(0, segment);
        }
        return this;
    }

    CodecException in(String variable, String place) {
        String where = variable + path;
        return new CodecException(
                fault.id(),
                where,
                "variable '" + variable + "' of " + place + ": " + phrase(where) + ". " + fault.remedy(),
                getCause());
    }

    private String phrase(String where) {
        return path.length() == 0 ? what : where + ": " + what;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
