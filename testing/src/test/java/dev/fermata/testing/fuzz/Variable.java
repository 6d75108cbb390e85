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
        /** The same, but of an object that a branch cannot take along: lambdas may capture it. */
        HELD,
        /** Never assigned after its declaration, so that lambdas and branches may capture it. */
        CAPTURED
    }

    boolean assignable() {
        return use == Use.ASSIGNED;
    }

    /** Whether each branch of a fork may have a copy. */
    boolean value() {
        return use == Use.CAPTURED && !kind.mutable();
    }

    boolean constant() {
        return use == Use.CAPTURED || use == Use.HELD;
    }
}
