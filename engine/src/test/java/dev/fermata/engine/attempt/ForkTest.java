package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.Durable;
import dev.fermata.PermanentFailureException;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Recess;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.BranchProgress.BranchEnd;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Branches. */
@Timeout(60)
class ForkTest extends AttemptFixture {

    @BeforeEach
    void startCommitter() {
        committer.start(Thread::new);
    }

    @Test
    void branchesRunSideBySideAndTheirResultsAreInOrder() {
        CyclicBarrier together = new CyclicBarrier(2);
        for (String item : List.of("1", "2")) {
            tasks.on("a:" + item, () -> {
                together.await();
                return "a" + item;
            });
        }

        runner.run(fresh("forker"));

        assertThat(output(last())).isEqualTo("\"[a1,b:1, a2,b:2],b\"");
        assertThat(checkpoint(store.written().get(0), 1).phase()).isEqualTo("BEFORE");
        assertThat(store.written())
                .filteredOn(Checkpoint.class::isInstance)
                .extracting(write -> ((Checkpoint) write).joins())
                .containsExactly(false, true, false);
    }

    @Test
    void eachStepOfABranchIsACheckpointOfThatBranch() {
        tasks.items("1");

        runner.run(fresh("forker"));

        List<BranchProgress> branch = branches();
        assertThat(branch).extracting(BranchProgress::path).containsOnly("1/0");
        assertThat(branch).extracting(BranchProgress::version).containsExactly(1, 2, 3);
        assertThat(branch).extracting(BranchProgress::end).containsExactly(null, null, BranchEnd.RETURNED);
        assertThat(branch)
                .extracting(it -> Objects.requireNonNull(it.progress().frame()).label())
                .containsExactly("each | a", "each | b", "each | end");
    }

    @Test
    void aForkWithoutBranchesReturnsAtOnce() {
        tasks.items();

        runner.run(fresh("forker"));

        assertThat(output(last())).isEqualTo("\"[],b\"");
    }

    @Test
    void noMoreBranchesRunAtATimeThanTheForkAllows() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(2);
        tasks.items("1", "2", "3", "4", "5", "6");
        tasks.concurrency(2);
        for (int item = 1; item <= 6; item++) {
            tasks.on("a:" + item, () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                together.await();
                running.decrementAndGet();
                return "a";
            });
        }

        runner.run(fresh("forker"));

        assertThat(most).hasValue(2);
        assertThat(output(last())).contains("b:6");
    }

    @Test
    void afterACrashBranchesThatAreDoneAreNotRunAgainAndOthersGoOn() throws Exception {
        CountDownLatch inB = new CountDownLatch(1);
        tasks.items("1", "2", "3");
        tasks.on("b:2", () -> {
            inB.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        CompletableFuture<Void> dying = CompletableFuture.runAsync(() -> runner.run(fresh("forker")));
        inB.await();
        await().until(() -> ended().equals(List.of("1/0", "1/2")));
        runner.dropAll();
        dying.join();
        tasks.on("b:2", () -> "b2");

        runner(Continuing.LIVE).run(again("forker", false));

        assertThat(tasks.calls()).containsOnlyOnce("a:1", "b:1", "a:2", "a:3", "b:3", "b");
        assertThat(output(last())).isEqualTo("\"[a:1,b:1, a:2,b2, a:3,b:3],b\"");
    }

    @Test
    void inTestsBranchesGoOnFromTheirDecodedFrames() {
        runner(Continuing.DECODED).run(fresh("nester"));

        assertThat(output(last())).isEqualTo("\"[a:1,[a:11,b:11, a:12,b:12],b:1, a:2,[a:21,b:21, a:22,b:22],b:2],b\"");
    }

    @Test
    void allSettleBeforeTheFirstFailureIsThrownWithTheOthersSuppressed() {
        tasks.items("1", "2", "3");
        tasks.on("a:1", () -> {
            await().until(() -> ended().equals(List.of("1/1", "1/2")));
            throw new PermanentFailureException("first");
        });
        tasks.on("b:3", () -> {
            throw new PermanentFailureException("third");
        });

        runner.run(fresh("collector"));

        assertThat(tasks.calls()).contains("b:2");
        assertThat(output(last()))
                .isEqualTo("\"caught dev.fermata.PermanentFailureException: first"
                        + " and dev.fermata.PermanentFailureException: third,b\"");
    }

    @Test
    void aBranchsFailureThatNobodyCatchesFailsTheRunAtOnce() {
        tasks.on("a:1", () -> {
            throw new PermanentFailureException("declined");
        });

        runner.run(fresh("forker"));

        End end = (End) last();
        assertThat(end.state()).isEqualTo(RunState.FAILED);
        assertThat(new FailureCodec()
                        .decode(Objects.requireNonNull(end.failure()))
                        .message())
                .isEqualTo("declined");
        assertThat(tasks.calls()).contains("b:2").doesNotContain("b");
    }

    @Test
    void aBranchThatFailsIsTriedAgainWhileOthersRun() {
        AtomicInteger tries = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(1);
        tasks.on("a:1", () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
            again.countDown();
            return "second";
        });
        tasks.on("a:2", () -> {
            again.await();
            return "a2";
        });

        runner.run(fresh("forker"));

        assertThat(tries).hasValue(2);
        assertThat(output(last())).isEqualTo("\"[second,b:1, a2,b:2],b\"");
        assertThat(branches())
                .filteredOn(it -> it.progress().failedAttempts() == 1)
                .singleElement()
                .satisfies(it -> assertThat(it.wakeAfter()).isPositive());
    }

    @Test
    void whenAllThatAreLeftWaitTheRunGivesUpItsClaim() {
        tasks.on("b:2", () -> {
            throw new IllegalStateException("away");
        });

        runner.run(fresh("forker"));

        assertThat(((Recess) last()).wakeAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(ended()).containsExactly("1/0");
    }

    @Test
    void aBranchUsesUpItsAttemptsOverClaims() {
        tasks.on("b:2", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("forker"));

        runner.run(due("forker"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(tasks.calls()).filteredOn("b:2"::equals).hasSize(2);
        assertThat(tasks.calls()).containsOnlyOnce("a:1", "b:1", "a:2");
    }

    @Test
    void sleepingBranchesHoldNoClaim() {
        runner.run(fresh("napper"));

        assertThat(((Recess) last()).wakeAfter()).isBetween(Duration.ofDays(3).minusMinutes(1), Duration.ofDays(3));
        runner.run(due("napper"));
        assertThat(output(last())).isEqualTo("\"[a:1,b:1, a:2,b:2],b\"");
        assertThat(tasks.calls()).containsOnlyOnce("a:1", "b:1", "a:2", "b:2", "b");
    }

    @Test
    void cancelingInterruptsEveryBranchAndRunsTheirFinallyBlocksBeforeTheTasks() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        for (String item : List.of("1", "2")) {
            tasks.on("a:" + item, () -> {
                both.countDown();
                new CountDownLatch(1).await();
                return "never";
            });
        }
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> runner.run(fresh("shielded")));
        both.await();

        runner.cancel(List.of(run), Duration.ofMinutes(1));

        attempt.join();
        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
        assertThat(tasks.calls()).containsExactlyInAnyOrder("a:1", "a:2", "cleanup:1", "cleanup:2", "cleanup");
        assertThat(tasks.calls().get(4)).isEqualTo("cleanup");
    }

    @Test
    void aCanceledRunBeginsNoMoreBranchesAndWakesThoseThatSleep() {
        runner.run(fresh("napper"));

        runner.run(again("napper", true));

        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
        assertThat(tasks.calls()).containsExactlyInAnyOrder("a:1", "a:2");
    }

    @Test
    void aBranchThatUnwindsGoesOnUnwindingAfterACrash() throws Exception {
        tasks.items("1");
        CountDownLatch inCleanup = new CountDownLatch(1);
        tasks.on("cleanup:1", () -> {
            inCleanup.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        tasks.on("b:1", () -> {
            runner.cancel(List.of(run), Duration.ofMinutes(1));
            return "late";
        });
        CompletableFuture<Void> dying = CompletableFuture.runAsync(() -> runner.run(fresh("shielded")));
        inCleanup.await();
        runner.dropAll();
        dying.join();
        tasks.on("cleanup:1", () -> "clean");

        runner(Continuing.LIVE).run(again("shielded", true));

        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
        assertThat(tasks.calls()).containsExactly("a:1", "b:1", "cleanup:1", "cleanup:1", "cleanup");
    }

    @Test
    void aLostClaimInterruptsAllBranchesAndNothingMoreIsWritten() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch inA = new CountDownLatch(1);
        tasks.on("a:1", () -> {
            inA.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        tasks.on("a:2", () -> {
            inA.await();
            store.always(FaultyStore::allLost);
            keeper.fall();
            return "a2";
        });

        runner.run(fresh("forker"));

        assertThat(interrupted.getCount()).isZero();
        assertThat(store.written()).hasSize(1);
        assertThat(tasks.calls()).containsExactlyInAnyOrder("a:1", "a:2");
    }

    @Test
    void aResultThatCannotBeStoredFailsTheRunWhateverEnclosesTheBranch() {
        tasks.items("1");
        tasks.on("a:1", () -> "x".repeat(5000));

        runner(Continuing.LIVE, new CodecLimits(2000, 100, List.of())).run(fresh("shielded"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(tasks.calls()).containsExactly("a:1");
    }

    @Test
    void aHelperInABranchGoesOnWhereItWas() {
        tasks.items("1");
        tasks.on("b:0", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("delegator"));
        tasks.on("b:0", () -> "b");

        runner.run(due("delegator"));

        assertThat(introduced.introduced()).containsExactly("calls | help > a", "calls | help > b");
        assertThat(tasks.calls()).containsExactly("a:0", "b:0", "b:0", "b");
        assertThat(output(last())).isEqualTo("\"[a:0,b,help],b\"");
    }

    @Test
    void idempotencyKeysAreTheSameInEveryAttemptAndDifferFromBranchToBranch() {
        Queue<String> keys = new ConcurrentLinkedQueue<>();
        for (String item : List.of("1", "2")) {
            tasks.on("b:" + item, () -> {
                keys.add(item + " " + Durable.idempotencyKey());
                throw new IllegalStateException("away");
            });
        }
        runner.run(fresh("forker"));

        runner.run(due("forker"));

        String first = "1 " + run + "/1/0/2";
        String second = "2 " + run + "/1/1/2";
        assertThat(keys).containsExactlyInAnyOrder(first, second, first, second);
    }

    /** Claimed again when whatever branches wait for is due. */
    private Claim due(String task) {
        Claim claim = again(task, false);
        List<BranchProgress> branches = claim.progress().branches().stream()
                .map(it -> new BranchProgress(it.path(), it.version(), it.end(), it.progress(), Duration.ZERO))
                .toList();
        return claim(
                task,
                new Progress(claim.progress().sequence(), claim.progress().frame(), 0, 0, false, branches),
                false);
    }

    private List<BranchProgress> branches() {
        return store.written().stream()
                .filter(BranchCheckpoint.class::isInstance)
                .map(write -> ((BranchCheckpoint) write).branch())
                .toList();
    }

    private List<String> ended() {
        return branches().stream()
                .filter(it -> it.end() != null)
                .map(BranchProgress::path)
                .sorted()
                .toList();
    }
}
