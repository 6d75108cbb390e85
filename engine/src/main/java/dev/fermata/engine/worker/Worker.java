package dev.fermata.engine.worker;

import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.WakeChannel;
import dev.fermata.engine.store.WakeChannel.Wake;
import dev.fermata.engine.transact.TransactionPlan;
import dev.fermata.engine.wake.WakeSignal;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
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
    private final WakeSignal wake;
    private final ThreadFactory threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();
    private @Nullable Session session;
    private @Nullable ExecutorService attempts;
    private WakeChannel.@Nullable Listening listening;
    private boolean running;

    public Worker(Stores stores, Work work, WorkerSettings settings, WakeSignal wake) {
        this.stores = stores;
        this.work = work;
        this.settings = settings;
        this.wake = wake;
        this.threads = EngineThreads.platform("fermata");
    }

    /**
     * Registers and begins to claim. Does nothing if it runs already.
     *
     * @throws StoreException the database cannot be reached
     */
    public void start() {
        lock.lock();
        try {
            if (running) {
                return;
            }
            attempts = EngineThreads.forAttempts("fermata-run", settings.virtualThreads());
            listening = stores.wake().listen(this::onWake);
            running = true;
            try {
                open();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops claiming, waits at most {@code grace} for what is in progress, hands back the rest without using up an
     * attempt of it, and takes the registration out.
     */
    public void drain(Duration grace) {
        Session last;
        lock.lock();
        try {
            if (!running) {
                return;
            }
            running = false;
            last = session;
            session = null;
            stopped.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (last != null) {
                last.drain(grace);
                giveBack(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.lock();
            try {
                close();
            } finally {
                lock.unlock();
            }
        }
    }

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
        Session current;
        lock.lock();
        try {
            current = session;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            current.lookForCancellations();
        }
    }

    private void onWake(Wake what) {
        switch (what) {
            case CLAIMABLE -> wake.awake();
            case CANCELED -> lookForCancellations();
        }
    }

    private boolean isLive() {
        WakeChannel.Listening current = listening;
        return current != null && current.isLive();
    }

    /** With the lock held. */
    private void open() {
        ExecutorService executor = attempts;
        if (executor == null) {
            return;
        }
        Session.Surroundings around = new Session.Surroundings(wake, executor, this::isLive);
        Session next = new Session(stores, work, settings, around, this::lost);
        session = next;
        next.start(threads);
        LOG.info("Worker '{}' registered as {}", settings.name(), next.fence());
    }

    /** With the lock held. */
    private void close() {
        running = false;
        if (listening != null) {
            listening.close();
            listening = null;
        }
        if (attempts != null) {
            attempts.shutdown();
            attempts = null;
        }
    }

    private void lost(Session lostSession) {
        lock.lock();
        try {
            if (session != lostSession) {
                return;
            }
            session = null;
        } finally {
            lock.unlock();
        }
        // Not on the caller's thread: it belongs to the session that ends.
        threads.newThread(() -> startOver(lostSession)).start();
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

    private void startOver(Session lostSession) {
        lostSession.abandon();
        giveBack(lostSession);
        lock.lock();
        try {
            while (running && session == null) {
                try {
                    open();
                } catch (StoreException e) {
                    LOG.warn("Cannot register anew; trying again: {}", e.getMessage());
                    long unused = stopped.awaitNanos(settings.pace().poll().toNanos());
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Interrupted; this worker stays without registration");
        } finally {
            lock.unlock();
        }
    }
}
