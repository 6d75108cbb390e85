package dev.fermata.engine.attempt;

/** What an attempt goes on from after a checkpoint. */
public enum Continuing {
    /** From the live variables: nothing is decoded that was just encoded. What production does. */
    LIVE,
    /** From the decoded frame, as after a crash. What tests do, so that the first one shows what a crash would. */
    DECODED
}
