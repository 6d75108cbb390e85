package dev.fermata.engine.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Lets another thread cancel a strand and interrupt user code, and nothing but user code: never a commit, which on a
 * virtual thread would lose its socket, and never the next attempt on the same pooled thread.
 */
final class Interruption implements Reachable {

    private @Nullable Thread inside;
    private boolean cancelRequested;

    /** User code begins on this thread. */
    synchronized void enter() {
        inside = Thread.currentThread();
    }

    /** User code has ended; no interrupt of it is left on the thread. */
    synchronized void leave() {
        inside = null;
        boolean unused = Thread.interrupted();
    }

    @Override
    public synchronized void interrupt() {
        if (inside != null) {
            inside.interrupt();
        }
    }

    /**
     * Asks for cancellation, once: the request stands for as long as the run does and is seen again at each heartbeat, but
     * what it interrupts is the step that runs now, not the {@code finally} that runs then.
     */
    @Override
    public synchronized void cancel() {
        if (!cancelRequested) {
            cancelRequested = true;
            interrupt();
        }
    }

    synchronized boolean isCancelRequested() {
        return cancelRequested;
    }
}
