package dev.fermata.engine.store;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import java.util.List;
import java.util.Optional;

/** Claims, and what attempts write under them. */
public interface AttemptStore {

    /**
     * Claims up to {@code max} runs that this worker's registration can run, oldest first, skipping those another
     * worker is claiming, and {@linkplain Claim.Progress#isSuspect() suspects}.
     */
    List<Claim> claim(Fence fence, int max);

    /** Claims the oldest suspect that this worker's registration can run, if there is one. */
    List<Claim> claimSuspect(Fence fence);

    /**
     * Writes a batch in one transaction: all items whose claim stands under a fence that stands. One result an item, in
     * order.
     *
     * @throws CommitUnknownException the connection broke while committing; some or none may be written
     * @throws BadItemException an item's data was refused by the database; nothing is written
     * @throws StoreUnavailableException nothing is written, and the same again may succeed
     */
    List<WriteResult> write(Fence fence, List<AttemptWrite> batch);

    /**
     * Finds out what became of a batch whose commit is unknown, after waiting for a transaction of it that the server may
     * still be running (both lock the worker's row). One answer an item, in order: {@code WRITTEN} when its checkpoint
     * (run, sequence, claim) or its outcome stands, {@code CLAIM_LOST} when the claim is gone, empty when nothing of it
     * was written and its claim still stands, so that it may be written again.
     */
    List<Optional<WriteResult>> reread(Fence fence, List<AttemptWrite> batch);
}
