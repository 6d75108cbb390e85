package dev.fermata.engine.attempt;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.TransactedCheckpoints.Reason;
import dev.fermata.engine.transact.StepTransactions.Open;
import dev.fermata.engine.transact.TransactedSteps;
import java.sql.Connection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a transactional step: fence and checkpoint as its transaction's last statements, and the commit. */
final class StepCommit {

    private static final Logger LOG = LoggerFactory.getLogger(StepCommit.class);

    private final TransactedSteps steps;
    private final Pen pen;

    StepCommit(TransactedSteps steps, Pen pen) {
        this.steps = steps;
        this.pen = pen;
    }

    /** What became of the step and its checkpoint, which is the same for both. */
    sealed interface Fate {

        record Committed() implements Fate {}

        /** Rolled back, and the claim is gone. */
        record Lost() implements Fate {}

        /** Rolled back, and the claim stands. */
        record Undone(RuntimeException reason) implements Fate {}
    }

    Fate commit(Open transaction, Connection connection, AttemptWrite checkpoint) {
        if (pen.isDry()) {
            return new Fate.Lost();
        }
        WriteResult written;
        try {
            written = steps.write(connection, checkpoint);
        } catch (StoreException e) {
            // A commit was not asked for, so nothing can be committed. But what conflicts may be who took the run.
            transaction.end();
            return steps.reasonOf(e) == Reason.CONFLICT ? resolve(checkpoint, e) : new Fate.Undone(e);
        }
        if (written == WriteResult.CLAIM_LOST) {
            return lost(checkpoint);
        }
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            transaction.end();
            return resolve(checkpoint, e);
        } catch (Error e) {
            transaction.end();
            return resolve(checkpoint, new IllegalStateException("the commit of a step ended with an error", e));
        }
        return new Fate.Committed();
    }

    /** The reply may be lost, or somebody who listens for the end of transactions may have thrown: the row tells. */
    private Fate resolve(AttemptWrite checkpoint, RuntimeException failure) {
        Optional<WriteResult> fate = steps.reread(checkpoint);
        if (fate.isEmpty()) {
            return new Fate.Undone(failure);
        }
        if (fate.get() == WriteResult.CLAIM_LOST) {
            return lost(checkpoint);
        }
        LOG.warn(
                "{} goes on: a checkpoint is committed although its commit ended with an exception",
                checkpoint.run(),
                failure);
        return new Fate.Committed();
    }

    private Fate lost(AttemptWrite checkpoint) {
        pen.drop();
        LOG.debug("{} is no longer this worker's; its transactional step is rolled back", checkpoint.run());
        return new Fate.Lost();
    }
}
