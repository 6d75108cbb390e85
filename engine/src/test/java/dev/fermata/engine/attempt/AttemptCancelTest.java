package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that are canceled, dropped or lose their claim. */
@Timeout(30)
class AttemptCancelTest extends AttemptFixture {

    @Test
    void aLostClaimEndsTheAttemptWithoutAnotherStep() {
        store.always(FaultyStore::allLost);
        keeper.fall();

        runner.run(fresh("straight"));

        assertThat(tasks.calls()).containsExactly("a");
        assertThat(store.written()).isEmpty();
    }

    @Test
    void aClaimThatOnlySeemedLostGoesBack() {
        store.then(FaultyStore::allLost).then(FaultyStore::allLost);

        runner.run(fresh("straight"));

        assertThat(tasks.calls()).containsExactly("a");
        assertThat(store.written()).singleElement().isInstanceOf(Release.class);
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
}
