package dev.fermata.testing.fuzz;

/** A suspending call of a generated program; its number is the call's first argument. */
record Site(int number, Position position, Construct construct) {}
