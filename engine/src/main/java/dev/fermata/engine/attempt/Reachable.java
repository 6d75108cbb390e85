package dev.fermata.engine.attempt;

/** What another thread can reach of an attempt in progress. */
interface Reachable {

    /** Asks for cancellation, once or more. */
    void cancel();

    /** Interrupts user code, if some runs. */
    void interrupt();
}
