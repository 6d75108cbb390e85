package dev.fermata.engine.store;

import java.util.function.Consumer;

/**
 * Wake-ups between nodes. They are hints: a lost one costs latency, never a run, because every worker polls as well.
 */
public interface WakeChannel {

    /** What is to be looked at. */
    enum Wake {
        /** A run became claimable. */
        CLAIMABLE,
        /** A cancellation was requested of a run that some worker executes. */
        CANCELED
    }

    /** Tells every listening node, this one included. Coalesces, never blocks, never throws. */
    void announce(Wake wake);

    /** Calls {@code onWake} for each announcement of any node until closed, reconnecting by itself. */
    Listening listen(Consumer<Wake> onWake);

    /** A subscription. */
    interface Listening extends AutoCloseable {

        /** Whether announcements arrive at the moment; when not, the worker polls more often. */
        boolean isLive();

        @Override
        void close();
    }
}
