package dev.fermata.processor.graph;

import java.util.List;

/** A way to a member of the user's class that the machine may not name directly. All types are source text. */
public sealed interface Accessor {

    /** The machine's method that stands for the member; its first parameter is the receiver, unless it is static. */
    String name();

    /**
     * Reads a field.
     *
     * @param typeParameters those of a class that is not the task's, with their bounds and brackets; else empty
     */
    record Field(String name, Site site, boolean isVolatile, String typeParameters, String type, String erasedType)
            implements Accessor {}

    /** What a writer gives back. */
    enum Gives {
        /** The value it was given, which is the field's from now on. */
        ASSIGNED,
        /** The field's new value, which is the old one and the {@code int} it was given. */
        SUM,
        /** The field's value before that. */
        OLD
    }

    /**
     * Writes a field.
     *
     * @param number the primitive type a number is computed in; the field's type when it holds none
     */
    record Writer(String name, Field field, Gives gives, String number) implements Accessor {}

    /**
     * A constructor.
     *
     * @param owner the class whose objects it creates, without type arguments
     * @param signature of a static method that creates them; its type parameters begin with those of the class
     */
    record Creator(String name, String owner, Signature signature) implements Accessor {}

    /** A method. */
    record Method(String name, Site site, Signature signature) implements Accessor {}

    /**
     * Where a field or method is found.
     *
     * @param owner the class whose access rights are used, without type arguments
     * @param receiver type of the receiver
     * @param above the class or interface above the owner whose method is meant, whatever the owner overrides; empty
     *     unless it is called through {@code super}
     */
    record Site(String owner, String receiver, String member, boolean isStatic, String above) {}

    /**
     * What a method looks like.
     *
     * @param typeParameters with their bounds and brackets; empty when there are none
     * @param parameters declared types; the last ends in {@code ...} for a variable arity method
     * @param erased the same, erased and behind the erased result
     * @param thrown the whole clause; empty when there are none
     */
    record Signature(
            String typeParameters, String result, List<String> parameters, List<String> erased, String thrown) {}
}
