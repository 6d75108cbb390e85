package dev.fermata.engine.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Lets another thread interrupt user code, and nothing but user code: never a commit, which on a virtual thread would
 * lose its socket, and never the next attempt on the same pooled thread.
 */
final class Interruption {

    private @Nullable Thread inside;

    synchronized void enter() {
        inside = Thread.currentThread();
    }

    synchronized void leave() {
        inside = null;
        boolean unused = Thread.interrupted();
    }

    synchronized void interrupt() {
        if (inside != null) {
            inside.interrupt();
        }
    }
}
