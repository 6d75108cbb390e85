package dev.fermata;

/** A {@link Branch} without a result. */
@FunctionalInterface
public interface BranchAction<X extends Exception> {

    void run() throws X;
}
