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
import java.time.Duration;
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

    private final TaskRegistry tasks;
    private final GroupCommitter committer;
    private final Means means;
    private final WakeSignal wake;
    private final Runnable forfeited;
    private final LastWord lastWord;
    private final Map<RunId, InProgress> inProgress = new ConcurrentHashMap<>();
    private volatile boolean dropped;
    private volatile boolean yielding;

    /**
     * What all attempts of a worker work with.
     *
     * @param threads run branches; unbounded
     * @param mostBranches how many branches of one fork run at a time, however many it asks for
     */
    public record Means(
            TransactedSteps steps, KnownPlaces places, Executor threads, int mostBranches, Continuing continuing) {}

    /** An attempt, what writes for it, and what frees the slot it takes. */
    private record InProgress(Attempt attempt, RunChronicle chronicle, Runnable freed) {}

    /** @param forfeited called when a run can neither go on nor be ended, so that the worker must give up its fence */
    public AttemptRunner(
            TaskRegistry tasks, GroupCommitter committer, Means means, WakeSignal wake, Runnable forfeited) {
        this.tasks = tasks;
        this.committer = committer;
        this.means = means;
        this.wake = wake;
        this.forfeited = forfeited;
        this.lastWord = new LastWord(tasks, committer, forfeited);
    }

    /** Executes a claim that takes no slot. */
    void run(Claim claim) {
        run(claim, () -> {});
    }

    /**
     * Executes one claim on the calling thread. Never throws: whatever happens ends in at most one last write.
     *
     * @param freed called when user code that takes no notice of a cancellation is left to itself: for the worker the claim
     *     is over, although the calling thread does not return yet
     */
    public void run(Claim claim, Runnable freed) {
        RunChronicle chronicle = null;
        try {
            Pen pen = new Pen(claim, committer);
            Optional<TaskDefinition> task = tasks.find(claim.taskId());
            int keep = task.isPresent() ? task.get().keepCheckpoints() : 1;
            chronicle = new RunChronicle(claim, pen, keep, wake);
            if (task.isEmpty()) {
                chronicle.park("This build has no task '" + claim.taskId() + "'.");
            } else if (claim.progress().isConvicted()) {
                chronicle.end(RunState.CRASHED, task.get().codec().encodeFailure(crashed(claim)));
            } else {
                execute(new InProgress(new Attempt(claim, task.get(), pen, means, () -> yielding), chronicle, freed));
            }
            if (!dropped) {
                pen.close();
            }
        } catch (Throwable e) {
            if (chronicle == null) {
                lastWord.handBack(claim);
            } else {
                lastWord.failed(claim, chronicle, e);
            }
        }
    }

    /** Gives back a claim that was never run. Never throws. */
    public void handBack(Claim claim) {
        lastWord.handBack(claim);
    }

    /**
     * Cancels those of {@code runs} that are in progress here. Asked again later, it leaves to itself what has taken no
     * notice for {@code patience}.
     */
    public void cancel(List<RunId> runs, Duration patience) {
        for (RunId run : runs) {
            InProgress it = inProgress.get(run);
            if (it != null) {
                it.attempt().cancel();
                it.attempt().abandon(patience).ifPresent(thread -> abandoned(it, thread));
            }
        }
    }

    /** From now on each attempt hands its claim back at its next checkpoint, unused; or does so no longer. */
    public void yieldAtCheckpoints(boolean value) {
        yielding = value;
    }

    /**
     * Nobody can stop a thread that ignores its interrupt, but it must not keep the run. The claim goes back, and whoever
     * takes it next runs the {@code finally} blocks on a fresh machine. If that was tried already and got stuck on the way
     * to them, the run ends without.
     */
    private void abandoned(InProgress it, Thread thread) {
        Claim claim = it.attempt().claim();
        IllegalStateException where = new IllegalStateException("It is here");
        where.setStackTrace(thread.getStackTrace());
        LOG.warn(
                "{} was canceled, but its code takes no notice of the interrupt; it goes on without the run, on thread '{}'",
                claim.run(),
                thread.getName(),
                where);
        inProgress.remove(claim.run(), it);
        try {
            if (claim.cancelRequested()) {
                it.chronicle().end(RunState.CANCELED, null);
            } else {
                it.chronicle().release();
            }
        } catch (RuntimeException e) {
            LOG.error("{} cannot be given back; all claims are given up", claim.run(), e);
            forfeited.run();
        }
        it.freed().run();
        wake.awake();
    }

    /** All claims are given up: nothing in progress writes anything more, and user code is interrupted. */
    public void dropAll() {
        dropped = true;
        inProgress.values().forEach(it -> it.attempt().drop());
    }

    /** How many attempts are in progress. */
    public int inProgress() {
        return inProgress.size();
    }

    private void execute(InProgress it) {
        Attempt attempt = it.attempt();
        RunId run = attempt.run();
        inProgress.put(run, it);
        if (dropped) {
            // A claim that came in while the others were dropped.
            attempt.drop();
        }
        try {
            Claim.Progress progress = attempt.claim().progress();
            Strand.Start start = new Strand.Start(
                    "", progress.sequence(), progress.frame(), progress.failedAttempts(), progress.unwinding(), false);
            Strand strand = new Strand(attempt, new TaskOrigin(attempt.task(), attempt.claim()), it.chronicle(), start);
            new Course(attempt, strand, it.chronicle()).run();
        } finally {
            inProgress.remove(run, it);
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
                claim.run() + " lost its worker or its memory "
                        + claim.progress().lostClaims()
                        + " times since its last checkpoint, the last time while nothing else was executed there, so"
                        + " it is taken to bring its process down."
                        + " Look at what those processes died of (memory, stack, native code) in the code after"
                        + " that checkpoint.");
    }
}
