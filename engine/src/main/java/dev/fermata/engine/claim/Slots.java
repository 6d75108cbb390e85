package dev.fermata.engine.claim;

import dev.fermata.engine.attempt.AttemptRunner;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many claims this worker executes at a time. */
public final class Slots {

    private final int size;
    private final Executor threads;
    private final AttemptRunner runner;
    private final WakeSignal wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int taken;
    private boolean someoneWaits;

    public Slots(int size, Executor threads, AttemptRunner runner, WakeSignal wake) {
        this.size = size;
        this.threads = threads;
        this.runner = runner;
        this.wake = wake;
    }

    /** Waits until nothing is executed any more, or {@code atMost} has passed. True: nothing is executed. */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (taken > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return taken == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Free slots. With {@code wanted}, the next one that becomes free wakes the claimer. */
    int free(boolean wanted) {
        lock.lock();
        try {
            someoneWaits = wanted;
            return size - taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whether claims are handed back at their next checkpoint, to empty the slots. */
    void empty(boolean wanted) {
        runner.yieldAtCheckpoints(wanted);
    }

    /** Hands a claim back that is not to be executed here and now. */
    void handBack(Claim claim) {
        runner.handBack(claim);
    }

    /** Executes a claim on a thread of its own, or hands it back if none can be had. */
    void start(Claim claim) {
        lock.lock();
        try {
            taken++;
        } finally {
            lock.unlock();
        }
        AtomicBoolean free = new AtomicBoolean();
        Runnable freed = () -> {
            if (free.compareAndSet(false, true)) {
                release();
            }
        };
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    runner.run(claim, freed);
                } finally {
                    freed.run();
                }
            });
            started = true;
        } finally {
            if (!started) {
                runner.handBack(claim);
                freed.run();
            }
        }
    }

    private void release() {
        boolean wakeClaimer;
        lock.lock();
        try {
            taken--;
            wakeClaimer = someoneWaits;
            someoneWaits = false;
            if (taken == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (wakeClaimer) {
            wake.awake();
        }
    }
}
