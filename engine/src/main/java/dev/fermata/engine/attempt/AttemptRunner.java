package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.registry.KnownPlaces;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.engine.wake.WakeSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes claims, each to the point where its run ends, suspends or is given up; and reaches those in progress. */
public final class AttemptRunner {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    /** A run that took this many workers down with it, at one place, is not tried again. */
    private static final int LOST_CLAIMS = 3;

    private final TaskRegistry tasks;
    private final GroupCommitter committer;
    private final Means means;
    private final WakeSignal wake;
    private final Runnable forfeited;
    private final Map<RunId, Attempt> inProgress = new ConcurrentHashMap<>();
    private volatile boolean dropped;

    /**
     * What all attempts of a worker work with.
     *
     * @param threads run branches; unbounded
     * @param mostBranches how many branches of one fork run at a time, however many it asks for
     */
    public record Means(
            TransactedSteps steps, KnownPlaces places, Executor threads, int mostBranches, Continuing continuing) {}

    /** @param forfeited called when a run can neither go on nor be ended, so that the worker must give up its fence */
    public AttemptRunner(
            TaskRegistry tasks, GroupCommitter committer, Means means, WakeSignal wake, Runnable forfeited) {
        this.tasks = tasks;
        this.committer = committer;
        this.means = means;
        this.wake = wake;
        this.forfeited = forfeited;
    }

    /** Executes one claim on the calling thread. Never throws: whatever happens ends in at most one last write. */
    public void run(Claim claim) {
        Pen pen = new Pen(claim, committer);
        Optional<TaskDefinition> task = tasks.find(claim.taskId());
        int keep = task.map(TaskDefinition::keepCheckpoints).orElse(1);
        RunChronicle chronicle = new RunChronicle(claim, pen, keep, wake);
        try {
            if (task.isEmpty()) {
                chronicle.park("This build has no task '" + claim.taskId() + "'.");
            } else if (claim.progress().lostClaims() >= LOST_CLAIMS) {
                chronicle.end(RunState.CRASHED, task.get().codec().encodeFailure(crashed(claim)));
            } else {
                execute(new Attempt(claim, task.get(), pen, means), chronicle);
            }
        } catch (Throwable e) {
            LOG.error("{} of task '{}' fails unexpectedly", claim.run(), claim.taskId(), e);
            failPlainly(claim, chronicle, e);
        }
    }

    /** Nothing about the run may stand in the way of its end: not its result, and in the end not even its failure. */
    private void failPlainly(Claim claim, RunChronicle chronicle, Throwable failure) {
        try {
            Optional<TaskDefinition> task = tasks.find(claim.taskId());
            if (task.isPresent()) {
                chronicle.end(RunState.FAILED, task.get().codec().encodeFailure(failure));
                return;
            }
        } catch (Throwable e) {
            LOG.error("{} fails without its failure, which cannot be stored", claim.run(), e);
        }
        try {
            chronicle.end(RunState.FAILED, null);
        } catch (Throwable e) {
            // Claimed by a living worker and executed by nobody, it would be stuck for ever.
            LOG.error("{} cannot even be failed; all claims are given up", claim.run(), e);
            forfeited.run();
        }
    }

    /** Gives back a claim that was never run. */
    public void handBack(Claim claim) {
        new Pen(claim, committer).handBack();
    }

    /** Cancels those of {@code runs} that are in progress here. */
    public void cancel(List<RunId> runs) {
        for (RunId run : runs) {
            Attempt attempt = inProgress.get(run);
            if (attempt != null) {
                attempt.cancel();
            }
        }
    }

    /** All claims are given up: nothing in progress writes anything more, and user code is interrupted. */
    public void dropAll() {
        dropped = true;
        inProgress.values().forEach(Attempt::drop);
    }

    /** How many attempts are in progress. */
    public int inProgress() {
        return inProgress.size();
    }

    private void execute(Attempt attempt, RunChronicle chronicle) {
        RunId run = attempt.run();
        inProgress.put(run, attempt);
        if (dropped) {
            // A claim that came in while the others were dropped.
            attempt.drop();
        }
        try {
            Claim.Progress progress = attempt.claim().progress();
            Strand.Start start = new Strand.Start(
                    "", progress.sequence(), progress.frame(), progress.failedAttempts(), progress.unwinding(), false);
            Strand strand = new Strand(attempt, new TaskOrigin(attempt.task(), attempt.claim()), chronicle, start);
            new Course(attempt, strand, chronicle).run();
        } finally {
            inProgress.remove(run, attempt);
        }
    }

    /** The machines of the task itself. */
    private record TaskOrigin(TaskDefinition task, Claim claim) implements Origin {

        @Override
        public MachineStack fresh() {
            return task.newStack();
        }

        @Override
        public MachineStack begun() {
            MachineStack stack = task.newStack();
            stack.start(task.codec().decodeArguments(claim.payload()));
            return stack;
        }
    }

    private static FermataException crashed(Claim claim) {
        return new FermataException(
                "FERMATA-4001",
                claim.run() + " lost its worker " + claim.progress().lostClaims()
                        + " times since its last checkpoint, so it is taken to bring its process down."
                        + " Look at what those processes died of (memory, stack, native code) in the code after"
                        + " that checkpoint.");
    }
}
