package dev.fermata.engine.attempt;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread cancel a strand and interrupt user code, and nothing but user code: never a commit, which on a
 * virtual thread would lose its socket, and never the next attempt on the same pooled thread.
 */
final class Interruption implements Reachable {

    private @Nullable Thread inside;
    private boolean cancelRequested;
    /** By the JVM's monotonic clock: since when the cancellation waits for the user code that runs. */
    private long waitingSince;

    /** The cancellation has reached the task: what runs now are its {@code finally} blocks, for as long as they take. */
    private boolean delivered;

    private boolean abandoned;

    /** @param delivered whether the cancellation has reached the task before, or is never to reach this strand */
    Interruption(boolean delivered) {
        this.delivered = delivered;
    }

    /** User code begins on this thread. */
    synchronized void enter() {
        inside = Thread.currentThread();
        waitingSince = System.nanoTime();
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
            waitingSince = System.nanoTime();
            interrupt();
        }
    }

    /**
     * Leaves the user code that runs to itself if a cancellation has waited for it that long. Either it is left before the
     * code ends, and then its attempt does nothing more, or the code has ended and its attempt goes on.
     *
     * @return the thread that was left, the first time
     */
    @Override
    public synchronized Optional<Thread> abandon(Duration patience) {
        if (abandoned
                || inside == null
                || !cancelRequested
                || delivered
                || System.nanoTime() - waitingSince < patience.toNanos()) {
            return Optional.empty();
        }
        abandoned = true;
        return Optional.of(inside);
    }

    /** From here on only {@code finally} blocks run. */
    synchronized void deliver() {
        delivered = true;
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    synchronized boolean isCancelRequested() {
        return cancelRequested;
    }
}
