package dev.fermata.engine.attempt;

import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.WriteResult;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The right to write under one claim. One write at a time, so that a batch never holds two of one run, but for branches:
 * each has a row of its own. None after the claim was given up, handed back or lost.
 */
final class Pen {

    private final Claim claim;
    private final GroupCommitter committer;
    private final ReentrantReadWriteLock locks = new ReentrantReadWriteLock();
    private volatile boolean dry;
    private volatile boolean settled;

    Pen(Claim claim, GroupCommitter committer) {
        this.claim = claim;
        this.committer = committer;
    }

    boolean isDry() {
        return dry;
    }

    /** @throws RuntimeException the database refused this write; the pen can still be used */
    WriteResult write(AttemptWrite item) {
        Lock lock = item instanceof AttemptWrite.BranchCheckpoint ? locks.readLock() : locks.writeLock();
        lock.lock();
        try {
            if (dry) {
                return WriteResult.CLAIM_LOST;
            }
            WriteResult result = committer.write(item);
            if (result == WriteResult.WRITTEN && item.leadsTo() != RunState.EXECUTING) {
                settled = true;
            }
            if (result == WriteResult.CLAIM_LOST || item.leadsTo() != RunState.EXECUTING) {
                dry = true;
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the claim back unused, unless it is gone already. Waits for a write on its way. */
    void handBack() {
        WriteResult unused = write(new AttemptWrite.Release(claim.run(), claim.number()));
    }

    /**
     * The attempt is over. If it only seemed to have lost its claim, because the lease had ended during an outage, the claim
     * goes back now: held by a living worker and executed by nobody, the run would stand still for as long as that lives.
     */
    void close() {
        drop();
        if (!settled) {
            WriteResult unused = committer.write(new AttemptWrite.Release(claim.run(), claim.number()));
        }
    }

    /** Nothing more is written, once a write on its way is through. */
    void drop() {
        dry = true;
    }
}
