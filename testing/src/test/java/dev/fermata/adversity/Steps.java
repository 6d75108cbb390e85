package dev.fermata.adversity;

/** What the steps of a compiled task do. */
public interface Steps {

    void plain(int run, int position);

    /** On the connection of the step's transaction. */
    void book(int run, int position);
}
