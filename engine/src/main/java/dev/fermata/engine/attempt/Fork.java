package dev.fermata.engine.attempt;

import dev.fermata.FermataException;
import dev.fermata.RunCanceledError;
import dev.fermata.engine.attempt.Strand.Start;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.BranchProgress.BranchEnd;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.machine.Transition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The branches of one fork under one claim. Its run is on the thread of the strand that forks; each turn of a branch, up
 * to where it ends or waits, on a thread of its own. When nothing runs and all that are left wait, so does the run.
 */
final class Fork implements Reachable {

    private static final Logger LOG = LoggerFactory.getLogger(Fork.class);

    /** @param due by the monotonic clock */
    private record Waiting(int branch, long due) {}

    private final Attempt attempt;
    private final Strand parent;
    private final String path;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Integer> ready = new ArrayDeque<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Waiting one) -> one.due - BEGINNING));
    private final @Nullable Settlement[] ends;
    private int running;
    private @Nullable Outcome stopped;

    /** Monotonic time has no zero; differences alone can be compared. */
    private static final long BEGINNING = System.nanoTime();

    Fork(Attempt attempt, Strand parent, Transition.Fork fork, String path) {
        this.attempt = attempt;
        this.parent = parent;
        this.path = path;
        this.limit = Math.min(fork.concurrency(), attempt.means().mostBranches());
        this.ends = new Settlement[fork.branches()];
    }

    String path() {
        return path;
    }

    /** How the branches ended, in order. Only when all have. */
    List<Settlement> ends() {
        return Arrays.stream(ends).map(Objects::requireNonNull).toList();
    }

    /** Empty when all branches have ended; otherwise what becomes of the strand that forks. */
    Optional<Outcome> run() {
        try {
            sort();
        } catch (FermataException e) {
            return Optional.of(new Outcome.Unresumable(String.valueOf(e.getMessage())));
        }
        attempt.enter(this);
        try {
            while (true) {
                for (int branch : next()) {
                    start(branch);
                }
                Optional<Optional<Outcome>> over = await();
                if (over.isPresent()) {
                    return over.get();
                }
            }
        } finally {
            attempt.leave(this);
        }
    }

    /** The run's cancellation does not wait for a branch that sleeps. */
    @Override
    public void cancel() {
        if (parent.makesImmune()) {
            return;
        }
        lock.lock();
        try {
            List<Waiting> asleep = new ArrayList<>(waiting);
            waiting.clear();
            for (Waiting one : asleep) {
                if (isUnwinding(one.branch)) {
                    waiting.add(one);
                } else {
                    ready.add(one.branch);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Its branches are reached themselves. */
    @Override
    public void interrupt() {}

    @Override
    public Optional<Thread> abandon(Duration patience) {
        return Optional.empty();
    }

    /** Finds out what is stored of the branches. */
    private void sort() {
        long now = System.nanoTime();
        for (int branch = 0; branch < ends.length; branch++) {
            BranchLog.Entry known = attempt.branches().find(path(branch));
            BranchEnd end = known == null ? null : known.branch().end();
            if (known == null) {
                ready.add(branch);
            } else if (end != null) {
                ends[branch] = BranchChronicle.settlement(
                        parent.codec(), end, known.branch().progress().frame());
            } else {
                Duration wait = known.left(now);
                if (wait.isZero()) {
                    ready.add(branch);
                } else {
                    waiting.add(new Waiting(branch, now + wait.toNanos()));
                }
            }
        }
    }

    /** Takes those that can run now. */
    private List<Integer> next() {
        lock.lock();
        try {
            long now = System.nanoTime();
            while (!waiting.isEmpty() && waiting.element().due - now <= 0) {
                ready.add(waiting.remove().branch);
            }
            List<Integer> next = new ArrayList<>();
            while (stopped == null && running < limit && !ready.isEmpty()) {
                next.add(ready.remove());
                running++;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void start(int branch) {
        try {
            attempt.means().threads().execute(() -> turn(branch));
        } catch (RuntimeException | Error e) {
            LOG.warn("No thread can be had for branch {} of {}: {}", path(branch), attempt.run(), e.toString());
            turn(branch);
        }
    }

    /** Waits for a change. Present when the fork is over: with all branches ended, or with what ends the strand. */
    private Optional<Optional<Outcome>> await() {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                long left = waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().due - now;
                if (running == 0 && stopped != null) {
                    return Optional.of(Optional.of(stopped));
                } else if (stopped == null && (left <= 0 || (!ready.isEmpty() && running < limit))) {
                    return Optional.empty();
                } else if (running == 0) {
                    return Optional.of(
                            waiting.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(new Outcome.Recess(Duration.ofNanos(left))));
                }
                try {
                    long unused = changed.awaitNanos(stopped == null ? left : Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    // For user code only, and the branches have been interrupted themselves.
                    LOG.debug("Interrupted while branches of {} run", attempt.run());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void turn(int branch) {
        Turn turn;
        try {
            turn = isNeverToBegin(branch)
                    ? new Turn.Settled(
                            Settlement.threw(new RunCanceledError("The run " + attempt.run() + " was canceled")))
                    : run(branch);
        } catch (Throwable e) {
            turn = new Turn.Stopped(
                    JvmTrouble.isNoFaultOf(attempt.claim(), e) ? new Outcome.Distressed(e) : new Outcome.Broken(e));
        }
        boolean isFirstToStop = false;
        lock.lock();
        try {
            running--;
            if (turn instanceof Turn.Settled settled) {
                ends[branch] = settled.end();
            } else if (turn instanceof Turn.Waits waits) {
                waitFor(branch, waits.wakeAfter());
            } else if (stopped == null) {
                stopped = ((Turn.Stopped) turn).outcome();
                // Who yields lets the others come to a checkpoint of their own.
                isFirstToStop = !(stopped instanceof Outcome.Yielded);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (isFirstToStop) {
            attempt.stop();
        }
    }

    private void waitFor(int branch, Duration duration) {
        if (isCanceled() && !isUnwinding(branch)) {
            ready.add(branch);
        } else {
            waiting.add(new Waiting(branch, System.nanoTime() + duration.toNanos()));
        }
    }

    private Turn run(int branch) {
        BranchLog.Entry known = attempt.branches().find(path(branch));
        BranchOrigin origin = new BranchOrigin(parent, branch, lock, known != null);
        BranchChronicle chronicle = new BranchChronicle(attempt, path(branch), origin.machine());
        Strand strand = new Strand(attempt, origin, chronicle, start(branch, known));
        new Course(attempt, strand, chronicle).run();
        return chronicle.turn();
    }

    private Start start(int branch, BranchLog.@Nullable Entry known) {
        if (known == null) {
            return new Start(path(branch), 0, null, 0, false, parent.makesImmune());
        }
        BranchProgress.Progress progress = known.branch().progress();
        return new Start(
                path(branch),
                progress.sequence(),
                progress.frame(),
                progress.failedAttempts(),
                progress.unwinding(),
                parent.makesImmune());
    }

    private boolean isNeverToBegin(int branch) {
        return isCanceled() && attempt.branches().find(path(branch)) == null;
    }

    private boolean isCanceled() {
        return !parent.makesImmune() && attempt.isCancelRequested();
    }

    private boolean isUnwinding(int branch) {
        BranchLog.Entry known = attempt.branches().find(path(branch));
        return known != null && known.branch().progress().unwinding();
    }

    private String path(int branch) {
        return path + "/" + branch;
    }
}
