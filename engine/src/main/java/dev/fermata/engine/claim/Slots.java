package dev.fermata.engine.claim;

import dev.fermata.engine.attempt.AttemptRunner;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

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

    /** Hands claims back that are not to be executed here and now. */
    void handBack(List<Claim> claims) {
        claims.forEach(runner::handBack);
    }

    /** Executes those that are {@code wanted}, and hands the others back; those as well that came after one that failed. */
    void startAll(List<Claim> claims, Predicate<Claim> wanted) {
        int settled = 0;
        try {
            for (Claim claim : claims) {
                settled++;
                if (wanted.test(claim)) {
                    start(claim);
                } else {
                    runner.handBack(claim);
                }
            }
        } finally {
            handBack(claims.subList(settled, claims.size()));
        }
    }

    /** Executes a claim on a thread of its own, or hands it back if none can be had. */
    void start(Claim claim) {
        boolean started = false;
        Runnable freed = () -> {};
        try {
            freed = take();
            threads.execute(new Execution(runner, claim, freed));
            started = true;
        } finally {
            if (!started) {
                runner.handBack(claim);
                freed.run();
            }
        }
    }

    /** @param freed run once or more, the last time when the claim is over */
    private record Execution(AttemptRunner runner, Claim claim, Runnable freed) implements Runnable {

        @Override
        public void run() {
            try {
                runner.run(claim, freed);
            } finally {
                freed.run();
            }
        }
    }

    /** Takes a slot; what is returned frees it, once. */
    private Runnable take() {
        AtomicBoolean free = new AtomicBoolean();
        Runnable freed = () -> {
            if (free.compareAndSet(false, true)) {
                release();
            }
        };
        lock.lock();
        try {
            taken++;
        } finally {
            lock.unlock();
        }
        return freed;
    }

    /** Also without the memory that waiting for a lock may take: a slot that is not freed is lost for good. */
    private void release() {
        boolean wakeClaimer = false;
        boolean released = false;
        while (!released) {
            try {
                wakeClaimer = giveUpSlot();
                released = true;
            } catch (VirtualMachineError e) {
                Thread.onSpinWait();
            }
        }
        if (wakeClaimer) {
            wake.awake();
        }
    }

    /** True: the claimer waits for it. */
    private boolean giveUpSlot() {
        lock.lock();
        try {
            boolean wakeClaimer = someoneWaits;
            someoneWaits = false;
            if (taken == 1) {
                idle.signalAll();
            }
            taken--;
            return wakeClaimer;
        } finally {
            lock.unlock();
        }
    }
}
