package dev.fermata.engine.attempt;

import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.registry.TaskRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written about a claim whose attempt failed where nothing may fail, or was never made. It does not fail itself: a
 * run that is claimed by a living worker and executed by nobody would be stuck for ever, so in the end the worker gives up
 * all its claims.
 */
final class LastWord {

    private static final Logger LOG = LoggerFactory.getLogger(LastWord.class);

    /** A JVM without memory has some again when whoever used it up has failed, or never. */
    private static final int TRIES = 100;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final TaskRegistry tasks;
    private final GroupCommitter committer;
    private final Runnable forfeited;

    /** @param forfeited called when the worker must give up its fence */
    LastWord(TaskRegistry tasks, GroupCommitter committer, Runnable forfeited) {
        this.tasks = tasks;
        this.committer = committer;
        this.forfeited = forfeited;
    }

    /** The attempt failed outside of what its user's code may do. */
    void failed(Claim claim, RunChronicle chronicle, Throwable failure) {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                if (JvmTrouble.isNoFaultOf(claim, failure)) {
                    chronicle.distress(failure);
                } else {
                    failPlainly(claim, chronicle, failure);
                }
                return;
            } catch (VirtualMachineError e) {
                // Written or not: a claim that is given up already is not given up twice.
                breathe();
            } catch (RuntimeException e) {
                LOG.error("{} can neither go on nor be ended; all claims are given up", claim.run(), e);
                break;
            }
        }
        forfeited.run();
    }

    /** Gives back a claim that was never run. */
    void handBack(Claim claim) {
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                new Pen(claim, committer).handBack();
                return;
            } catch (VirtualMachineError e) {
                breathe();
            } catch (RuntimeException e) {
                LOG.error("{} cannot be given back; all claims are given up", claim.run(), e);
                break;
            }
        }
        forfeited.run();
    }

    /** Nothing about the run may stand in the way of its end: not its result, and in the end not even its failure. */
    private void failPlainly(Claim claim, RunChronicle chronicle, Throwable failure) {
        LOG.error("{} of task '{}' fails unexpectedly", claim.run(), claim.taskId(), failure);
        try {
            Optional<TaskDefinition> task = tasks.find(claim.taskId());
            if (task.isPresent()) {
                chronicle.end(RunState.FAILED, task.get().codec().encodeFailure(failure));
                return;
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} fails without its failure, which cannot be stored", claim.run(), e);
        }
        chronicle.end(RunState.FAILED, null);
    }

    private static void breathe() {
        try {
            LockSupport.parkNanos(PAUSE_NANOS);
        } catch (VirtualMachineError e) {
            // A virtual thread needs memory to wait.
            Thread.onSpinWait();
        }
    }
}
