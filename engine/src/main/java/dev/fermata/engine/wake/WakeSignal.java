package dev.fermata.engine.wake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the claimer of this JVM that there may be something to claim. A waiter takes a ticket before it looks, so a
 * wake-up between its look and its wait is never missed.
 */
public final class WakeSignal {

    /** Later moments are found by the claimer's own look at the database. */
    private static final Duration HORIZON = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long wakeUps;
    private boolean timerSet;
    private long timer;

    /** Something may be claimable now. */
    public void awake() {
        lock.lock();
        try {
            wakeUps++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Something will be claimable after {@code delay}. Only the earliest such moment is remembered. */
    public void awakeAfter(Duration delay) {
        if (delay.compareTo(HORIZON) > 0) {
            return;
        }
        long at = System.nanoTime() + delay.toNanos();
        lock.lock();
        try {
            if (!timerSet || at - timer < 0) {
                timerSet = true;
                timer = at;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What {@link #await} compares with. */
    public long ticket() {
        lock.lock();
        try {
            return wakeUps;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once there was a wake-up since {@code ticket}, a remembered moment has come, or {@code atMost} passed. */
    public void await(long ticket, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (wakeUps == ticket) {
                long now = System.nanoTime();
                if (timerSet && timer - now <= 0) {
                    timerSet = false;
                    return;
                }
                long left = (timerSet ? Math.min(end - now, timer - now) : end - now);
                if (left <= 0) {
                    return;
                }
                long unused = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
