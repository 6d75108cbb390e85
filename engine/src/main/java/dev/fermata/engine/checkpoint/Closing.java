package dev.fermata.engine.checkpoint;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a committer, which cuts short every pause. */
final class Closing {

    private final CountDownLatch closed = new CountDownLatch(1);

    void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Waits until closed, at most {@code pause}. An interrupt is kept for later and does not end the wait. */
    void await(Duration pause) {
        boolean interrupted = false;
        long end = System.nanoTime() + pause.toNanos();
        while (true) {
            try {
                boolean unused = closed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
