package dev.fermata.testing.fuzz;

/**
 * A variable that a generated program can use, or another expression that is as harmless to read.
 *
 * @param use what may be done with it
 */
record Variable(String name, Kind kind, Use use) {

    enum Use {
        ASSIGNED,
        /** Only read, though it changes: the counter of a loop. */
        READ,
        /** Never assigned after its declaration, so that lambdas may capture it. */
        CAPTURED
    }

    boolean assignable() {
        return use == Use.ASSIGNED;
    }

    boolean constant() {
        return use == Use.CAPTURED;
    }
}
