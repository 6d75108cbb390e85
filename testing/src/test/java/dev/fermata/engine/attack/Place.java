package dev.fermata.engine.attack;

/** Where a worker or one of its attempts stands, as seen from the ports around the engine and from inside the steps. */
public enum Place {
    BEFORE_CLAIM,
    AFTER_CLAIM,
    STEP_ENTERED,
    STEP_LEFT,
    STEP_THREW,
    BEFORE_CHECKPOINT,
    /** Nothing but the commit is left; of a transactional step everything else is in its transaction already. */
    BEFORE_COMMIT,
    AFTER_CHECKPOINT,
    BEFORE_SUSPENSION,
    AFTER_SUSPENSION,
    BEFORE_RETRY,
    AFTER_RETRY,
    BEFORE_COMPLETION,
    AFTER_COMPLETION,
    BEFORE_END,
    AFTER_END,
    BEFORE_RELEASE,
    AFTER_RELEASE,
    /** A write found its claim gone. */
    CLAIM_LOST,
    BEFORE_TAKE_OVER,
    AFTER_TAKE_OVER
}
