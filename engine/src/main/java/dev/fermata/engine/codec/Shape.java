package dev.fermata.engine.codec;

import org.jspecify.annotations.Nullable;

/**
 * How values of one class look in JSON. A value whose declared place does not imply its class, or that is shared, gets
 * control members before its own: {@code @id}, {@code @type} and, if it is no JSON object by itself, {@code @value}.
 */
abstract class Shape {

    /** Whether two references to one value must still be two references to one value after a resume. */
    boolean identity() {
        return false;
    }

    /** Whether a value is written as members of an object rather than as one JSON value. */
    boolean members(Object value) {
        return false;
    }

    /** What the type's name must say beyond the class of {@code value}; null if nothing, and then the name may be left out. */
    @Nullable
    String qualifier(Object value) {
        return null;
    }

    /** The shape for values whose name carries {@code qualifier}. */
    Shape qualified(String qualifier) {
        throw new Trouble(Fault.MALFORMED, "'" + qualifier + "' says nothing about this type");
    }

    /** Visits every value that may be shared or that may be refused. */
    abstract void survey(Object value, Survey survey);

    /** Writes the members, or the one JSON value. */
    abstract void write(Object value, FrameWriter writer);

    /**
     * Reads what {@link #write} wrote. The reader stands at the first member's name, at the end of an empty object, or
     * at the one JSON value, and is left at the end of it. A value with identity is registered under {@code id} before
     * anything that may refer to it is read; 0 is no id.
     */
    abstract Object read(FrameReader reader, int id);
}
