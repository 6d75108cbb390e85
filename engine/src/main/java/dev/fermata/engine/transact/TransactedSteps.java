package dev.fermata.engine.transact;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.TransactedCheckpoints;
import dev.fermata.engine.store.TransactedCheckpoints.Reason;
import dev.fermata.engine.transact.StepTransactions.Source;
import dev.fermata.machine.SuspensionPoint;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an attempt needs for steps that commit together with their checkpoint, under one fence. */
public final class TransactedSteps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactedSteps.class);

    /**
     * How what became of a commit is read again. A commit in doubt holds its locks until the server ends it, and reading
     * waits that long.
     *
     * @param pause between two tries
     * @param giveUpAfter when the fence is given up instead
     */
    record Patience(Duration pause, Duration giveUpAfter) {

        static final Patience DEFAULT = new Patience(Duration.ofMillis(200), Duration.ofMinutes(2));
    }

    private final TransactionPlan plan;
    private final Fence fence;
    private final TransactedCheckpoints checkpoints;
    private final Runnable forfeited;
    private final Patience patience;
    private final CountDownLatch closed = new CountDownLatch(1);

    TransactedSteps(
            TransactionPlan plan,
            Fence fence,
            TransactedCheckpoints checkpoints,
            Runnable forfeited,
            Patience patience) {
        this.patience = patience;
        this.plan = plan;
        this.fence = fence;
        this.checkpoints = checkpoints;
        this.forfeited = forfeited;
    }

    /** Empty for a step that is called as it is. */
    public Optional<Source> source(TaskDefinition task, SuspensionPoint step) {
        return plan.source(task, step);
    }

    /**
     * Adds a checkpoint to the step's transaction, as its last statement.
     *
     * @return {@code CLAIM_LOST}: nothing was added, and the transaction must be rolled back
     * @throws StoreException it could not be added, and the transaction must be rolled back
     */
    public WriteResult write(Connection transaction, AttemptWrite checkpoint) {
        return checkpoints.write(transaction, fence, checkpoint);
    }

    /**
     * What became of a checkpoint whose commit did not end well; before that is known, nothing may be executed again.
     * Empty when it was rolled back and the claim still stands. {@code CLAIM_LOST} also when it cannot be found out.
     */
    public Optional<WriteResult> reread(AttemptWrite checkpoint) {
        long end = System.nanoTime() + patience.giveUpAfter().toNanos();
        while (closed.getCount() > 0) {
            try {
                return checkpoints.reread(fence, checkpoint);
            } catch (StoreException | VirtualMachineError e) {
                LOG.warn("Cannot read yet what became of a commit of {}: {}", checkpoint.run(), e.getMessage());
                if (System.nanoTime() > end) {
                    LOG.error(
                            "What became of a commit of {} cannot be read; all claims are given up", checkpoint.run());
                    forfeited.run();
                    break;
                }
                pause();
            }
        }
        return Optional.of(WriteResult.CLAIM_LOST);
    }

    /** Why a transaction failed. */
    public Reason reasonOf(Throwable failure) {
        return checkpoints.reasonOf(failure);
    }

    /** Ends every wait for what became of a commit: the fence is given up. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void pause() {
        try {
            boolean unused = closed.await(patience.pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // For user code only, and none runs here.
            LOG.debug("Interrupted while a commit is in doubt");
        }
    }
}
