package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.Durable;
import dev.fermata.PermanentFailureException;
import dev.fermata.engine.checkpoint.GroupCommitter;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.fake.FakeKeeper;
import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.fake.NoTransactions;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.transact.TransactedSteps;
import dev.fermata.engine.transact.TransactionPlan;
import dev.fermata.engine.wake.WakeSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptRunnerTest {

    private final FaultyStore store = new FaultyStore();
    private final ScriptTasks tasks = new ScriptTasks();
    private final FakeKeeper keeper = new FakeKeeper();
    private final GroupCommitter committer =
            new GroupCommitter(store, new Fence(UUID.randomUUID(), 1), keeper, 100, 100);
    private final AttemptRunner runner = runner(Continuing.LIVE);
    private final RunId run = new RunId(UUID.randomUUID());
    private int claims;

    @AfterEach
    void stop() {
        committer.close();
    }

    @Test
    void everyStepIsACheckpointAndTheReturnACompletion() {
        runner.run(fresh("straight"));

        assertThat(tasks.calls()).containsExactly("a", "b");
        assertThat(store.written())
                .satisfiesExactly(
                        first -> assertThat(checkpoint(first, 1).label()).isEqualTo("a"),
                        second -> assertThat(checkpoint(second, 2).label()).isEqualTo("b"),
                        last -> assertThat(output(last)).isEqualTo("\"a,b\""));
    }

    @Test
    void aRunGoesOnFromItsLastCheckpoint() {
        tasks.on("b", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("straight"));
        StoredFrame frame = checkpoint(store.written().get(0), 1);
        tasks.on("b", () -> "second b");

        runner.run(resumed("straight", 1, frame, 1));

        assertThat(tasks.calls()).containsExactly("a", "b", "b");
        assertThat(output(last())).isEqualTo("\"a,second b\"");
    }

    @Test
    void aFailedStepIsTriedAgainAfterItsBackoff() {
        tasks.on("b", () -> {
            throw new IllegalStateException("away");
        });

        runner.run(fresh("straight"));

        RetryLater retry = (RetryLater) last();
        assertThat(retry.failedAttempts()).isEqualTo(1);
        assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(new FailureCodec().decode(retry.failure()).message()).isEqualTo("away");
    }

    @Test
    void aStepWithoutPolicyFollowsItsTasks() {
        tasks.on("a", () -> {
            throw new IllegalStateException("away");
        });

        runner.run(fresh("straight"));
        assertThat(((RetryLater) last()).delay()).isEqualTo(Duration.ofSeconds(30));
        runner.run(retried("straight", 2));
        assertThat(((RetryLater) last()).delay()).isEqualTo(Duration.ofMinutes(1));
        runner.run(retried("straight", 3));
        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aCheckpointTellsHowManyAttemptsItsStepTook() {
        runner.run(retried("straight", 2));

        assertThat(((Checkpoint) store.written().get(0)).step().attempts()).isEqualTo(3);
        assertThat(((Checkpoint) store.written().get(1)).step().attempts()).isEqualTo(1);
    }

    @Test
    void aStepThatUsedUpItsAttemptsFailsTheRun() {
        tasks.on("b", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("straight"));

        runner.run(resumed("straight", 1, checkpoint(store.written().get(0), 1), 1));

        End end = (End) last();
        assertThat(end.state()).isEqualTo(RunState.FAILED);
        assertThat(new FailureCodec()
                        .decode(Objects.requireNonNull(end.failure()))
                        .message())
                .isEqualTo("away");
    }

    @Test
    void aPermanentFailureSkipsTheRemainingAttempts() {
        tasks.on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });

        runner.run(fresh("straight"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(store.written()).hasSize(1);
    }

    @Test
    void anErrorIsRetriedLikeAnExceptionButOneOfTheJvmIsNot() {
        tasks.on("a", () -> {
            throw new AssertionError("wrong");
        });
        runner.run(fresh("straight"));
        assertThat(last()).isInstanceOf(RetryLater.class);

        tasks.on("a", () -> {
            throw new StackOverflowError();
        });
        runner.run(fresh("straight"));
        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void theTaskMayCatchWhatAStepEndedWith() {
        tasks.on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });

        runner.run(fresh("caught"));

        StoredFrame threw = checkpoint(store.written().get(0), 1);
        assertThat(threw.phase()).isEqualTo("THREW");
        assertThat(output(last())).contains("caught").contains("card stolen").endsWith(",b\"");
    }

    @Test
    void aRunThatCaughtGoesOnFromTheCaughtFailureAfterACrash() {
        tasks.on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });
        runner.run(fresh("caught"));
        StoredFrame threw = checkpoint(store.written().get(0), 1);

        runner.run(resumed("caught", 1, threw, 0));

        assertThat(tasks.calls()).containsExactly("a", "b", "b");
        assertThat(output(last())).contains("card stolen");
    }

    @Test
    void failingCodeBetweenStepsIsTriedAgainByTheTasksPolicy() {
        tasks.on("code", () -> {
            throw new IllegalStateException("odd");
        });

        runner.run(fresh("thinker"));
        RetryLater retry = (RetryLater) last();
        assertThat(retry.delay()).isEqualTo(Duration.ofMinutes(1));
        runner.run(resumed("thinker", 1, checkpoint(store.written().get(0), 1), 1));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(tasks.calls()).containsExactly("a", "code", "code");
    }

    @Test
    void aStepsOwnFailureThatLeavesTheTaskIsNotTriedAgain() {
        tasks.on("a", () -> {
            throw new PermanentFailureException("card stolen");
        });

        runner.run(fresh("guarded"));

        assertThat(tasks.calls()).containsExactly("a", "cleanup");
        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void aSleepGivesUpTheClaimBehindIt() {
        runner.run(fresh("sleeper"));

        Suspension suspension = (Suspension) last();
        assertThat(suspension.sequence()).isEqualTo(2);
        assertThat(suspension.wakeAfter()).isEqualTo(Duration.ofDays(3));
        assertThat(suspension.frame().label()).isEqualTo("nap");
        assertThat(suspension.frame().phase()).isEqualTo("AFTER");

        runner.run(resumed("sleeper", 2, suspension.frame(), 0));
        assertThat(tasks.calls()).containsExactly("a", "b");
        assertThat(output(last())).isEqualTo("\"a,b\"");
    }

    @Test
    void aSleepOfNoLengthIsOnlyACheckpoint() {
        tasks.pause(Duration.ofSeconds(-1));

        runner.run(fresh("sleeper"));

        assertThat(store.written()).hasSize(4);
        assertThat(checkpoint(store.written().get(1), 2).label()).isEqualTo("nap");
        assertThat(output(last())).isEqualTo("\"a,b\"");
    }

    @Test
    void theIdempotencyKeyIsTheSameInEveryAttemptOfAStepAndInNoOther() {
        List<String> keys = Collections.synchronizedList(new ArrayList<>());
        tasks.on("a", () -> {
            keys.add(Durable.idempotencyKey());
            return "a";
        });
        tasks.on("b", () -> {
            keys.add(Durable.idempotencyKey());
            throw new IllegalStateException("away");
        });

        runner.run(fresh("straight"));
        runner.run(resumed("straight", 1, checkpoint(store.written().get(0), 1), 1));

        assertThat(keys).containsExactly(run + "/1", run + "/2", run + "/2");
    }

    @Test
    void aLostClaimEndsTheAttemptWithoutAnotherWriteOrStep() {
        store.always(FaultyStore::allLost);
        keeper.fall();

        runner.run(fresh("straight"));

        assertThat(tasks.calls()).containsExactly("a");
        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void aDroppedAttemptIsInterruptedAndWritesNothing() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        tasks.on("a", () -> {
            inStep.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> runner.run(fresh("straight")));
        inStep.await();

        runner.dropAll();

        attempt.join();
        assertThat(store.batches()).isEmpty();
        assertThat(runner.inProgress()).isZero();
    }

    @Test
    void cancelingInterruptsTheStepDropsItsResultAndRunsFinally() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        CountDownLatch inStep = new CountDownLatch(1);
        tasks.on("a", () -> {
            inStep.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return "late";
        });
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> runner.run(fresh("guarded")));
        inStep.await();

        runner.cancel(List.of(run), Duration.ofMinutes(1));

        attempt.join();
        assertThat(interrupted).hasValue(true);
        assertThat(tasks.calls()).containsExactly("a", "cleanup");
        assertThat(((Checkpoint) store.written().get(0)).unwinding()).isTrue();
        assertThat(store.written().get(1)).isInstanceOf(Checkpoint.class);
        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
        assertThat(((End) last()).failure()).isNull();
    }

    @Test
    void aCancellationSeenAgainDoesNotInterruptTheFinally() throws Exception {
        CountDownLatch inStep = new CountDownLatch(1);
        CountDownLatch inCleanup = new CountDownLatch(1);
        CountDownLatch seenAgain = new CountDownLatch(1);
        AtomicReference<String> cleanup = new AtomicReference<>();
        tasks.on("a", () -> {
            inStep.countDown();
            new CountDownLatch(1).await();
            return "never";
        });
        tasks.on("cleanup", () -> {
            inCleanup.countDown();
            seenAgain.await();
            cleanup.set(Thread.currentThread().isInterrupted() ? "interrupted" : "whole");
            return "clean";
        });
        CompletableFuture<Void> attempt = CompletableFuture.runAsync(() -> runner.run(fresh("guarded")));
        inStep.await();
        runner.cancel(List.of(run), Duration.ofMinutes(1));
        inCleanup.await();

        runner.cancel(List.of(run), Duration.ofMinutes(1));
        seenAgain.countDown();

        attempt.join();
        assertThat(cleanup).hasValue("whole");
    }

    @Test
    void aClaimThatComesInWhileAllAreDroppedIsNotExecuted() {
        runner.dropAll();

        runner.run(fresh("straight"));

        assertThat(tasks.calls()).isEmpty();
        assertThat(store.batches()).isEmpty();
    }

    @Test
    void anAttemptDroppedDuringACommitStopsBehindIt() {
        store.then(batch -> {
            runner.dropAll();
            return FaultyStore.allWritten(batch);
        });

        runner.run(fresh("straight"));

        assertThat(tasks.calls()).containsExactly("a");
        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void aCanceledSleeperRunsItsFinallyWhenItIsClaimed() {
        runner.run(fresh("guarded"));
        Suspension asleep = (Suspension) last();

        runner.run(claim("guarded", new Progress(2, asleep.frame(), 0, 0, false), true));

        assertThat(tasks.calls()).containsExactly("a", "cleanup");
        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aCancellationReachesTheTaskOnlyOnce() {
        runner.run(fresh("guarded"));
        Suspension asleep = (Suspension) last();
        runner.run(claim("guarded", new Progress(2, asleep.frame(), 0, 0, false), true));
        StoredFrame unwinding = checkpoint(store.written().get(2), 3);

        runner.run(claim("guarded", new Progress(3, unwinding, 0, 0, true), true));

        assertThat(tasks.calls()).containsExactly("a", "cleanup", "cleanup");
        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aTaskThatSwallowsItsCancellationIsCanceledAllTheSame() {
        runner.run(claim("caught", new Progress(0, null, 0, 0, false), true));

        assertThat(((End) last()).state()).isEqualTo(RunState.CANCELED);
    }

    @Test
    void aResultThatCannotBeStoredFailsOnlyItsRun() {
        AttemptRunner small = runner(Continuing.LIVE, new CodecLimits(2000, 100, List.of()));
        tasks.on("a", () -> "x".repeat(5000));

        small.run(fresh("straight"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(new FailureCodec()
                        .decode(Objects.requireNonNull(((End) last()).failure()))
                        .code())
                .isEqualTo("FERMATA-4103");
    }

    @Test
    void whatTheDatabaseRefusesFailsOnlyItsRun() {
        store.then(batch -> {
            throw new BadItemException("too large", new IllegalStateException());
        });

        runner.run(fresh("straight"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(new FailureCodec()
                        .decode(Objects.requireNonNull(((End) last()).failure()))
                        .code())
                .isEqualTo("FERMATA-5003");
        assertThat(keeper.forfeits()).isZero();
    }

    @Test
    void aRunThatCannotEvenBeFailedForfeitsTheClaims() {
        store.always(batch -> {
            throw new BadItemException("constraint", new IllegalStateException());
        });

        runner.run(fresh("straight"));

        assertThat(keeper.forfeits()).isEqualTo(1);
    }

    @Test
    void anUnknownTaskIsParked() {
        runner.run(fresh("forgotten"));

        assertThat(((Park) last()).reason()).contains("forgotten");
    }

    @Test
    void aFrameOfAnotherBuildIsParkedAndNotGuessed() {
        StoredFrame foreign = new StoredFrame(
                "a",
                "AFTER",
                List.of(new StoredFrame.Component(List.of("done"), "{\"done\":[]}".getBytes(StandardCharsets.UTF_8))));

        runner.run(resumed("straight", 1, foreign, 0));

        assertThat(((Park) last()).reason()).contains("FERMATA-4002");
        assertThat(tasks.calls()).isEmpty();
    }

    @Test
    void argumentsThatDoNotFitFailTheRun() {
        runner.run(new Claim(
                run, "straight", "scripts", 1, new Progress(0, null, 0, 0, false), bytes("{\"a\":1}"), false));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
        assertThat(tasks.calls()).isEmpty();
    }

    @Test
    void aRunThatTookItsWorkersDownIsNotTriedAgain() {
        runner.run(claim("straight", new Progress(0, null, 0, 3, false), false));

        assertThat(((End) last()).state()).isEqualTo(RunState.CRASHED);
        assertThat(tasks.calls()).isEmpty();
    }

    @Test
    void inTestsEveryStepGoesOnFromTheDecodedFrame() {
        AttemptRunner strict = runner(Continuing.DECODED);

        strict.run(fresh("straight"));

        assertThat(output(last())).isEqualTo("\"a,b\"");
    }

    @Test
    void anAttemptLeavesNoInterruptBehindOnItsThread() {
        tasks.on("a", () -> {
            Thread.currentThread().interrupt();
            return "a";
        });

        runner.run(fresh("straight"));

        assertThat(Thread.interrupted()).isFalse();
        assertThat(output(last())).isEqualTo("\"a,b\"");
        await().until(() -> runner.inProgress() == 0);
    }

    private AttemptRunner runner(Continuing continuing) {
        return runner(continuing, CodecLimits.DEFAULT);
    }

    private AttemptRunner runner(Continuing continuing, CodecLimits limits) {
        TaskRegistry registry = TaskRegistry.of(List.of(TaskBean.of(tasks)), Settings.NONE, limits);
        TransactedSteps steps = TransactionPlan.of(registry, StepTransactions.NONE)
                .under(new Fence(UUID.randomUUID(), 1), new NoTransactions(), keeper::forfeit);
        return new AttemptRunner(registry, committer, steps, new WakeSignal(), continuing, keeper::forfeit);
    }

    private Claim fresh(String task) {
        return claim(task, new Progress(0, null, 0, 0, false), false);
    }

    private Claim retried(String task, int failedAttempts) {
        return claim(task, new Progress(0, null, failedAttempts, 0, false), false);
    }

    private Claim resumed(String task, int sequence, StoredFrame frame, int failedAttempts) {
        return claim(task, new Progress(sequence, frame, failedAttempts, 0, false), false);
    }

    private Claim claim(String task, Progress progress, boolean cancelRequested) {
        claims++;
        return new Claim(run, task, "scripts", claims, progress, bytes("\"in\""), cancelRequested);
    }

    private AttemptWrite last() {
        return store.written().get(store.written().size() - 1);
    }

    private static StoredFrame checkpoint(AttemptWrite write, int sequence) {
        Checkpoint checkpoint = (Checkpoint) write;
        assertThat(checkpoint.sequence()).isEqualTo(sequence);
        return checkpoint.frame();
    }

    private static @Nullable String output(AttemptWrite write) {
        byte[] output = ((Completion) write).output();
        return output == null ? null : new String(output, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
