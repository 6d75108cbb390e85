package dev.fermata.engine.store;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import java.sql.Connection;
import java.util.Optional;

/** Checkpoints that commit in a transaction of the host. */
public interface TransactedCheckpoints {

    /**
     * Compares the fence and adds the checkpoint, a run's or a branch's, to the transaction of {@code connection}, which must be committed at
     * once or rolled back: from here on nobody can take the claim away.
     *
     * @return {@code CLAIM_LOST} when nothing was added
     * @throws BadItemException the data was refused
     * @throws StoreException the connection broke, or the transaction was at its end already
     */
    WriteResult write(Connection connection, Fence fence, AttemptWrite checkpoint);

    /**
     * Finds out what became of such a transaction, after waiting for it if the server still runs it. {@code WRITTEN} when
     * the checkpoint (run, sequence, claim) stands, {@code CLAIM_LOST} when the claim is gone, empty when neither.
     *
     * @throws StoreException it cannot be told yet
     */
    Optional<WriteResult> reread(Fence fence, AttemptWrite checkpoint);

    /** Why a transaction failed, read from whatever exception the host's libraries made of it. */
    Reason reasonOf(Throwable failure);

    /** Why a transaction failed. */
    enum Reason {
        /** The database chose it to give way to another: serialization failure, deadlock. */
        CONFLICT,
        /** Its connection broke. */
        CONNECTION,
        OTHER
    }
}
