package dev.fermata.engine.model;

/** What became of one {@link AttemptWrite}. */
public enum WriteResult {
    /** Durable. */
    WRITTEN,
    /** The claim no longer stands; nothing of this item was written. */
    CLAIM_LOST
}
