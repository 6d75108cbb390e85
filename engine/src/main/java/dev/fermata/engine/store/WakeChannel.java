package dev.fermata.engine.store;

/**
 * Wake-ups between nodes. They are hints: a lost one costs latency, never a run, because every worker polls as well.
 */
public interface WakeChannel {

    /** Tells every listening node that something became claimable or cancelable. Coalesces, never blocks, never throws. */
    void announce();

    /**
     * Calls {@code onWake} for each announcement of any node until closed, reconnecting by itself.
     *
     * @return stops listening
     */
    Listening listen(Runnable onWake);

    /** A subscription. */
    interface Listening extends AutoCloseable {

        /** Whether announcements arrive at the moment; when not, the worker polls more often. */
        boolean isLive();

        @Override
        void close();
    }
}
