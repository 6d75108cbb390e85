package dev.fermata.engine.store;

import java.util.function.Consumer;

/**
 * Tells other nodes that there is something to do. A hint, never a promise: whoever needs to know also looks now and
 * then.
 */
public interface WakeUps {

    /**
     * Sends a signal to every other node and returns at once. The first leaves immediately; those that follow within a
     * few milliseconds leave together. Call it only after what it announces is committed.
     */
    void send(Signal signal);

    /** From now on hands every signal of another node to {@code receiver}, on a thread of its own. Called once. */
    void listen(Consumer<Signal> receiver);

    /** What happened. */
    enum Signal {
        /** A run can be claimed. */
        CLAIMABLE,
        /** A run some worker holds is to be canceled. */
        CANCEL
    }
}
