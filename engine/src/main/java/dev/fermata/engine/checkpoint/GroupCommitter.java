package dev.fermata.engine.checkpoint;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the writes of all attempts of one worker durable, many in one commit.
 *
 * <p>There is one <em>turn</em>, and whoever holds it may commit: it stands for the committing connection and for the
 * order of commits. An attempt that finds the turn free and the queue empty takes it and commits its own write on its own
 * thread: no hand-over, so one run alone pays little more than a bare commit. An attempt that finds the turn taken queues
 * its write and waits. The committer's thread takes the turn whenever something is queued, and with it everything that
 * gathered while the last commit was on its way to disk. So batches grow with the load and there is no timer: under load
 * a commit is shared by hundreds of runs, idle it belongs to one.
 *
 * <p>A run has at most one write in flight (its attempt waits for the answer), so a batch never holds two writes of one
 * run and needs no order within. Nothing is dropped: when the queue is full, attempts wait at the door.
 */
public final class GroupCommitter implements AutoCloseable {

    /** How long this thread waits for memory. */
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final int capacity;
    private final int maxBatch;
    private final BatchWriter writer;
    private final Closing closing = new Closing();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workerMayGo = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Deque<PendingWrite> queue = new ArrayDeque<>();
    private boolean turnTaken;
    private boolean closed;

    /**
     * @param capacity most writes that wait for a commit; further attempts wait at the door
     * @param maxBatch most writes in one commit
     */
    public GroupCommitter(AttemptStore store, Fence fence, FenceKeeper keeper, int capacity, int maxBatch) {
        this.capacity = capacity;
        this.maxBatch = maxBatch;
        this.writer = new BatchWriter(store, fence, keeper, closing);
    }

    /** Starts the thread that commits what queues up. */
    public void start(ThreadFactory threads) {
        threads.newThread(this::commitQueued).start();
    }

    /**
     * Returns when the write is durable, or verifiably is not. {@code CLAIM_LOST} also when the committer closed first.
     *
     * @throws RuntimeException the database refused this very write
     */
    public WriteResult write(AttemptWrite item) {
        PendingWrite write = new PendingWrite(item);
        boolean alone;
        lock.lock();
        try {
            while (queue.size() >= capacity && !closed) {
                notFull.awaitUninterruptibly();
            }
            if (closed) {
                return WriteResult.CLAIM_LOST;
            }
            alone = !turnTaken && queue.isEmpty();
            if (alone) {
                turnTaken = true;
            } else {
                queue.add(write);
                workerMayGo.signal();
            }
        } finally {
            lock.unlock();
        }
        if (alone) {
            commitHere(write);
        }
        return write.await();
    }

    /** Answers everything queued, and everything that comes later, with {@code CLAIM_LOST}; the fence is given up. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.close();
            workerMayGo.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many writes wait for a commit. */
    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void commitHere(PendingWrite write) {
        // On a virtual thread an interrupt would close the socket in the middle of the commit.
        boolean interrupted = Thread.interrupted();
        try {
            writer.write(List.of(write));
        } finally {
            endTurn();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void commitQueued() {
        List<PendingWrite> batch = awaitTurn();
        while (!batch.isEmpty()) {
            try {
                writer.write(batch);
            } catch (Throwable e) {
                fail(batch, e);
            } finally {
                endTurn();
            }
            batch = awaitTurn();
        }
    }

    /** The thread must outlive whatever happens to one batch: every other run waits for it. */
    private static void fail(List<PendingWrite> batch, Throwable failure) {
        while (true) {
            try {
                batch.forEach(write -> write.fail(failure));
                return;
            } catch (VirtualMachineError e) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    /** Also without memory: a turn that is not ended is the last. */
    private void endTurn() {
        boolean ended = false;
        while (!ended) {
            try {
                passTurn();
                ended = true;
            } catch (VirtualMachineError e) {
                Thread.onSpinWait();
            }
        }
    }

    private void passTurn() {
        lock.lock();
        try {
            turnTaken = false;
            if (!queue.isEmpty() || closed) {
                workerMayGo.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the turn and what is queued; empty when closed, and then nothing is left in the queue. */
    private List<PendingWrite> awaitTurn() {
        while (true) {
            try {
                return takeTurn();
            } catch (VirtualMachineError e) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }

    private List<PendingWrite> takeTurn() {
        lock.lock();
        try {
            while (!closed && (turnTaken || queue.isEmpty())) {
                workerMayGo.awaitUninterruptibly();
            }
            if (closed) {
                queue.forEach(write -> write.answer(WriteResult.CLAIM_LOST));
                queue.clear();
                return List.of();
            }
            int size = Math.min(maxBatch, queue.size());
            // All the memory this takes, before anything leaves the queue.
            List<PendingWrite> batch = new ArrayList<>(size);
            while (batch.size() < size) {
                batch.add(queue.remove());
            }
            turnTaken = true;
            notFull.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
