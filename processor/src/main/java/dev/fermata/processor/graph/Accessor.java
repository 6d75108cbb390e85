package dev.fermata.processor.graph;

import java.util.List;

/** A way to a member of the user's class that the machine may not name directly. All types are source text. */
public sealed interface Accessor {

    /** The machine's method that stands for the member; its first parameter is the receiver, unless it is static. */
    String name();

    /**
     * @param owner the class whose access rights are used, without type arguments
     * @param receiver type of the receiver
     */
    record Field(
            String name, String owner, String receiver, String field, boolean isStatic, String type, String erasedType)
            implements Accessor {}

    /** A method. */
    record Method(String name, Site site, Signature signature) implements Accessor {}

    /** Where a method is found. */
    record Site(String owner, String receiver, String method, boolean isStatic) {}

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
