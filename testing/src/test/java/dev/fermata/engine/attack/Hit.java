package dev.fermata.engine.attack;

import java.util.Set;

/** What a kill interrupts. */
enum Hit {
    /** A step's body. */
    STEP,
    /** The time between a step's return and its checkpoint. */
    GAP,
    /** The commit of a checkpoint, the step's own transaction included. */
    COMMIT,
    /** The drain of its process. */
    DRAIN,
    /** The time in which the runs of another killed process are not yet taken over. */
    RECOVERY;

    /** Where a run of the dead process must have stood; empty: anywhere. */
    Set<Place> places() {
        return switch (this) {
            case STEP -> Set.of(Place.STEP_ENTERED);
            case GAP -> Set.of(Place.STEP_LEFT, Place.BEFORE_CHECKPOINT);
            case COMMIT -> Set.of(Place.BEFORE_COMMIT);
            case DRAIN, RECOVERY -> Set.of();
        };
    }
}
