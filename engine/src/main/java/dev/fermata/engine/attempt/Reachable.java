package dev.fermata.engine.attempt;

import java.time.Duration;
import java.util.Optional;

/** What another thread can reach of an attempt in progress. */
interface Reachable {

    /** Asks for cancellation, once or more. */
    void cancel();

    /** Interrupts user code, if some runs. */
    void interrupt();

    /** Leaves user code to itself for which a cancellation has waited that long; the thread that was left, the first time. */
    Optional<Thread> abandon(Duration patience);
}
