package dev.fermata.engine.claim;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.WorkerStore;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a worker that takes runs off the queue: as many as there are free slots, again and again while there
 * are more; then it waits for a wake-up, the next timer or the poll interval.
 */
public final class Claimer {

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);

    private static final Duration CONTENDED = Duration.ofMillis(5);

    private final AttemptStore attempts;
    private final WorkerStore workers;
    private final Fence fence;
    private final Slots slots;
    private final WakeSignal wake;
    private final ClaimPace pace;
    private final BooleanSupplier live;
    private final Suspects suspects;
    private volatile boolean stopped;
    private Thread thread = Thread.currentThread();

    /** @param live whether wake-ups of other nodes arrive at the moment */
    public Claimer(Stores stores, Fence fence, Slots slots, WakeSignal wake, ClaimPace pace, BooleanSupplier live) {
        this.attempts = stores.attempts();
        this.workers = stores.workers();
        this.fence = fence;
        this.slots = slots;
        this.wake = wake;
        this.pace = pace;
        this.live = live;
        this.suspects = new Suspects(stores, fence, slots, pace.poll(), () -> stopped);
    }

    public void start(ThreadFactory threads) {
        thread = threads.newThread(this::loop);
        thread.start();
    }

    /**
     * Claims nothing more, and waits at most {@code atMost} until what a claim on its way brings in has been started.
     */
    public void stop(Duration atMost) throws InterruptedException {
        cease();
        if (thread != Thread.currentThread()) {
            thread.join(Math.max(1, atMost.toMillis()));
        }
    }

    /** Claims nothing more; what a claim on its way brings in is still started. */
    public void cease() {
        stopped = true;
        wake.awake();
    }

    private void loop() {
        while (!stopped) {
            long ticket = 0;
            try {
                ticket = wake.ticket();
                Duration pause = look();
                if (!pause.isZero()) {
                    wake.await(ticket, pause);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | VirtualMachineError e) {
                pauseAfter(e, ticket);
            }
        }
    }

    /** One look at the queue. Zero: look again at once. */
    private Duration look() throws InterruptedException {
        Duration untilSuspects = suspects.attend();
        int asked = Math.min(slots.free(true), pace.batch());
        if (stopped || asked == 0) {
            return untilSuspects;
        }
        List<Claim> claims = attempts.claim(fence, asked);
        slots.startAll(claims, this::isToBeStarted);
        if (claims.size() == asked) {
            return Duration.ZERO;
        }
        int unused = slots.free(false);
        Duration longest = live.getAsBoolean() ? pace.livePoll() : pace.poll();
        Duration pause = workers.untilNext(fence, longest.compareTo(untilSuspects) < 0 ? longest : untilSuspects);
        // What is due but was not claimed is being claimed by another worker, or locked: not worth spinning for.
        return claims.isEmpty() && pause.compareTo(CONTENDED) < 0 ? CONTENDED : pause;
    }

    /** A suspect is among them only when the answer to its own claim was lost. */
    private boolean isToBeStarted(Claim claim) {
        return !claim.progress().isSuspect();
    }

    private void pauseAfter(Throwable failure, long ticket) {
        try {
            LOG.warn("Cannot claim; trying again in {}: {}", pace.poll(), failure.getMessage());
            wake.await(ticket, pace.poll());
        } catch (InterruptedException e) {
            stopped = true;
        } catch (VirtualMachineError e) {
            // Tried again at once.
            Thread.onSpinWait();
        }
    }
}
