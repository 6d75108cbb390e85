package dev.fermata.engine.codec;

/** How a view is stored: a collection, map or entry whose state is that of another object. */
sealed interface View {

    /**
     * As a reference to what it shows.
     *
     * @param backing the map, collection or array
     * @param index which entry of the map, where the view is one
     * @param shared whether other parts of the frame refer to {@code backing} too
     */
    record Kept(ViewKind kind, Object backing, int index, boolean shared) implements View {}

    /** Not at all: it could come back only as a copy, which no longer follows the original. */
    record Refused(String why) implements View {}

    /** As the elements it shows now: nothing else in the frame can tell the difference. */
    record Copied() implements View {}
}
