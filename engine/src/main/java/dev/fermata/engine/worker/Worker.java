package dev.fermata.engine.worker;

import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.WakeChannel;
import dev.fermata.engine.store.WakeChannel.Wake;
import dev.fermata.engine.transact.TransactionPlan;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's part in executing runs: registers, claims and executes until drained, and can be started again. When its
 * lease is lost (a long pause, a partition) everything in progress is dropped and it registers anew.
 */
public final class Worker {

    /** What it can execute, and which steps of it commit together with their checkpoint. */
    public record Work(TaskRegistry tasks, TransactionPlan plan) {}

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Stores stores;
    private final Work work;
    private final WorkerSettings settings;
    private final Session.Surroundings around;
    private final WakeSignal wake;
    private final ThreadFactory threads = EngineThreads.platform("fermata");

    /** Held by starting and draining, which may take long, so that one waits for the other. */
    private final ReentrantLock lifecycle = new ReentrantLock();

    /** Guards what follows; never held while the database is asked. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private boolean running;
    private @Nullable Session session;
    private WakeChannel.@Nullable Listening listening;

    public Worker(Stores stores, Work work, WorkerSettings settings, WakeSignal wake) {
        this.stores = stores;
        this.work = work;
        this.settings = settings;
        this.wake = wake;
        this.around = new Session.Surroundings(
                wake, EngineThreads.forAttempts("fermata-run", settings.virtualThreads()), this::isLive);
    }

    /**
     * Registers and begins to claim. Does nothing if it runs already; waits while it is being drained.
     *
     * @throws StoreException the database cannot be reached
     */
    public void start() {
        lifecycle.lock();
        try {
            if (isRunning()) {
                return;
            }
            Session first = new Session(stores, work, settings, around, this::lost);
            WakeChannel.Listening wakeUps = stores.wake().listen(this::onWake);
            lock.lock();
            try {
                running = true;
                listening = wakeUps;
                session = first;
            } finally {
                lock.unlock();
            }
            begin(first);
        } finally {
            lifecycle.unlock();
        }
    }

    /**
     * Stops claiming, waits at most {@code grace} for what is in progress, hands back the rest without using up an
     * attempt of it, and takes the registration out.
     */
    public void drain(Duration grace) {
        lifecycle.lock();
        try {
            if (!isRunning()) {
                return;
            }
            Session last;
            WakeChannel.Listening wakeUps;
            lock.lock();
            try {
                running = false;
                last = session;
                session = null;
                wakeUps = listening;
                listening = null;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            if (last != null) {
                last.drain(grace);
                giveBack(last);
            }
            if (wakeUps != null) {
                wakeUps.close();
            }
        } finally {
            lifecycle.unlock();
        }
    }

    /** Whether it has been started and not been drained. */
    public boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** A cancellation was requested; look whether it is of a run in progress here. */
    public void lookForCancellations() {
        Session current = current();
        if (current != null) {
            current.lookForCancellations();
        }
    }

    private @Nullable Session current() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void onWake(Wake what) {
        switch (what) {
            case CLAIMABLE -> wake.awake();
            case CANCELED -> lookForCancellations();
        }
    }

    private boolean isLive() {
        lock.lock();
        try {
            return listening != null && listening.isLive();
        } finally {
            lock.unlock();
        }
    }

    private void begin(Session next) {
        LOG.info("Worker '{}' registered as {}", settings.name(), next.fence());
        next.start(threads);
    }

    /** May be called by several threads of a session for the same loss. */
    private void lost(Session ended) {
        lock.lock();
        try {
            if (session != ended) {
                return;
            }
            session = null;
        } finally {
            lock.unlock();
        }
        // Not on the caller's thread: it belongs to the session that ends.
        try {
            threads.newThread(() -> startOver(ended)).start();
        } catch (OutOfMemoryError e) {
            // No thread to be had: better there, for once, than nowhere.
            startOver(ended);
        }
    }

    private void startOver(Session ended) {
        ended.abandon();
        giveBack(ended);
        while (isRunning()) {
            try {
                Session next = new Session(stores, work, settings, around, this::lost);
                if (adopt(next)) {
                    begin(next);
                } else {
                    giveBack(next);
                }
                return;
            } catch (StoreException | VirtualMachineError e) {
                LOG.warn("Cannot register anew; trying again: {}", e.getMessage());
                awaitDrain(settings.pace().poll());
            }
        }
    }

    private boolean adopt(Session next) {
        lock.lock();
        try {
            if (running) {
                session = next;
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void awaitDrain(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (running && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** What a fence still holds goes back at once and unused; after a take-over there is nothing left. */
    private void giveBack(Session ended) {
        try {
            stores.workers().deregister(ended.fence());
            stores.wake().announce(Wake.CLAIMABLE);
        } catch (StoreException e) {
            LOG.warn("Could not take the registration out; its lease ends by itself: {}", e.getMessage());
        }
    }
}
