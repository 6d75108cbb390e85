package dev.fermata.engine.claim;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.WakeChannel.Wake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives runs that may have brought their processes down this process for themselves, one after another: nothing else is
 * claimed, what is in progress hands itself back at its next checkpoint, and so does the suspect, which is none any more
 * once it has made one. A suspect is claimed only when nothing else is executed, so that a claim it loses is its own
 * doing, and a neighbour that brings the process down meanwhile costs it nothing.
 *
 * <p>It cannot hold the worker up for ever: neighbours that do not come to a checkpoint are given up on for a while and
 * waited for longer the next time, a suspect that goes on and on is let others in upon, and afterwards at least as much
 * time belongs to the other runs as was spent. Only where every worker always has a step in progress that goes on for
 * minutes does a suspect wait for that. Used by the claimer's thread only.
 */
final class Suspects {

    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);

    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(2);

    /** A process that has borne a suspect for so long alone bears it with others. */
    private static final Duration ALONE = Duration.ofMinutes(1);

    /** How often a wait asks whether it still makes sense. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Stores stores;
    private final Fence fence;
    private final Slots slots;
    private final Duration poll;
    private final BooleanSupplier stopped;
    private Duration patience = SHORTEST_PATIENCE;
    private long nextLook = System.nanoTime();

    Suspects(Stores stores, Fence fence, Slots slots, Duration poll, BooleanSupplier stopped) {
        this.stores = stores;
        this.fence = fence;
        this.slots = slots;
        this.poll = poll;
        this.stopped = stopped;
    }

    /** Executes the suspects that are due, if it is time to look for them; says when the next look is. */
    Duration attend() throws InterruptedException {
        long left = nextLook - System.nanoTime();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        // Not in step with the other workers: the first to make room takes the suspect, and the others need not.
        Duration pause =
                poll.multipliedBy(ThreadLocalRandom.current().nextInt(50, 101)).dividedBy(100);
        pauseFor(pause);
        Duration next = stores.workers().untilSuspect(fence, pause);
        if (!next.isZero()) {
            pauseFor(next);
            return next;
        }
        long begun = System.nanoTime();
        boolean wasRoomMade = false;
        try {
            wasRoomMade = makeRoom();
        } finally {
            slots.empty(false);
            Duration took = Duration.ofNanos(System.nanoTime() - begun).multipliedBy(wasRoomMade ? 1 : 3);
            pauseFor(took.compareTo(pause) > 0 ? took : pause);
        }
        return pause;
    }

    /** True: there was room, and whoever was suspect then has been executed. */
    private boolean makeRoom() throws InterruptedException {
        slots.empty(true);
        long end = System.nanoTime() + patience.toNanos();
        while (!slots.awaitIdle(GLANCE)) {
            if (stopped.getAsBoolean() || !isSuspectDue()) {
                return false;
            }
            if (end - System.nanoTime() < 0) {
                LOG.warn(
                        "A run that may have brought its process down waits for this one to be free, but other runs did"
                                + " not come to a checkpoint in {}",
                        patience);
                Duration longer = patience.multipliedBy(2);
                patience = longer.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : longer;
                return false;
            }
        }
        patience = SHORTEST_PATIENCE;
        stores.wake().announce(Wake.CLAIMABLE);
        executeAll();
        return true;
    }

    private void executeAll() throws InterruptedException {
        long end = System.nanoTime() + ALONE.toNanos();
        while (!stopped.getAsBoolean() && end - System.nanoTime() > 0) {
            List<Claim> claims = stores.attempts().claimSuspect(fence);
            if (claims.isEmpty()) {
                return;
            }
            if (!executeAll(claims)) {
                return;
            }
        }
    }

    /**
     * True: each has come to its next checkpoint, or to an end, or has gone back. Otherwise those after it have gone
     * back.
     */
    private boolean executeAll(List<Claim> claims) throws InterruptedException {
        int settled = 0;
        try {
            while (settled < claims.size()) {
                Claim claim = claims.get(settled++);
                // The answer to an ordinary claim may have been lost, and have arrived now.
                if (!claim.progress().isSuspect()) {
                    slots.handBack(List.of(claim));
                } else if (!execute(claim)) {
                    return false;
                }
            }
            return true;
        } finally {
            slots.handBack(claims.subList(settled, claims.size()));
        }
    }

    /** True: it has come to its next checkpoint, or to an end. */
    private boolean execute(Claim claim) throws InterruptedException {
        slots.start(claim);
        LOG.warn(
                "{} of task '{}' lost its worker or its memory {} times since its last checkpoint: it is executed alone",
                claim.run(),
                claim.taskId(),
                claim.progress().lostClaims());
        long end = System.nanoTime() + ALONE.toNanos();
        while (!slots.awaitIdle(GLANCE)) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            if (end - System.nanoTime() < 0) {
                LOG.warn("{} goes on, and others are let in again", claim.run());
                return false;
            }
        }
        return true;
    }

    private boolean isSuspectDue() {
        return stores.workers().untilSuspect(fence, poll).isZero();
    }

    private void pauseFor(Duration pause) {
        nextLook = System.nanoTime() + pause.toNanos();
    }
}
