package dev.fermata.engine.attempt;

import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.WriteResult;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to write under one claim. One write at a time, so that a batch never holds two of one run; and none after the
 * claim was given up, handed back or lost.
 */
final class Pen {

    private final Claim claim;
    private final GroupCommitter committer;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean dry;

    Pen(Claim claim, GroupCommitter committer) {
        this.claim = claim;
        this.committer = committer;
    }

    boolean isDry() {
        return dry;
    }

    /** @throws RuntimeException the database refused this write; the pen can still be used */
    WriteResult write(AttemptWrite item) {
        lock.lock();
        try {
            if (dry) {
                return WriteResult.CLAIM_LOST;
            }
            WriteResult result = committer.write(item);
            if (result == WriteResult.CLAIM_LOST || !(item instanceof AttemptWrite.Checkpoint)) {
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

    /** Nothing more is written, once a write on its way is through. */
    void drop() {
        dry = true;
    }
}
