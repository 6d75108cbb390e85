package dev.fermata.engine.lease;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does one thing again and again, each time saying when next, or sooner when nudged, until stopped. */
final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final Supplier<Duration> body;
    private Duration pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean nudged;
    private boolean stopped;

    /** @param body returns how long to pause before it is done again */
    Loop(Duration firstPause, Supplier<Duration> body) {
        this.pause = firstPause;
        this.body = body;
    }

    void start(ThreadFactory threads) {
        threads.newThread(this::run).start();
    }

    /** Does it now rather than at the end of the pause. */
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does it no more; what is being done ends by itself. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = awaitTurn();
                if (goesOn) {
                    pause = body.get();
                }
            } catch (Throwable e) {
                tell(e);
            }
        }
    }

    /** Neither the lease nor the sweep may end with one failure, and not with being unable to tell of it. */
    private static void tell(Throwable failure) {
        try {
            LOG.error("Goes on after an unexpected failure", failure);
        } catch (VirtualMachineError e) {
            // Out of memory; the log has other ways to find out.
            Thread.onSpinWait();
        }
    }

    private boolean awaitTurn() {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!stopped && !nudged && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
            return !stopped;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
