package dev.fermata.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.fake.FakeKeeper;
import dev.fermata.engine.fake.FaultyStore;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitterTest {

    private static final Fence FENCE = new Fence(UUID.randomUUID(), 1);

    private final FaultyStore store = new FaultyStore();
    private final FakeKeeper keeper = new FakeKeeper();
    private final ExecutorService attempts = Executors.newCachedThreadPool();
    private GroupCommitter committer = committer(1000);

    @AfterEach
    void stop() {
        committer.close();
        attempts.shutdown();
    }

    @Test
    void aLoneWriteIsCommittedOnItsOwnThread() {
        AtomicReference<Thread> committing = new AtomicReference<>();
        store.always(batch -> {
            committing.set(Thread.currentThread());
            return FaultyStore.allWritten(batch);
        });

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);

        assertThat(committing).hasValue(Thread.currentThread());
    }

    @Test
    void whatGathersDuringACommitSharesTheNextOne() {
        CountDownLatch disk = holdNextCommit();
        CompletableFuture<WriteResult> first = write(release());
        await().until(() -> store.batches().size() == 1);

        List<CompletableFuture<WriteResult>> others = writeMany(200);
        await().until(() -> committer.queued() == 200);
        disk.countDown();

        assertThat(first.join()).isEqualTo(WriteResult.WRITTEN);
        assertThat(others).allSatisfy(write -> assertThat(write.join()).isEqualTo(WriteResult.WRITTEN));
        assertThat(store.batches()).extracting(List::size).containsExactly(1, 200);
    }

    @Test
    void aFullQueueMakesAttemptsWaitAndDropsNothing() {
        committer.close();
        committer = committer(10);
        CountDownLatch disk = holdNextCommit();
        CompletableFuture<WriteResult> first = write(release());
        await().until(() -> store.batches().size() == 1);

        List<CompletableFuture<WriteResult>> others = writeMany(50);
        await().until(() -> committer.queued() == 10);
        assertThat(others).noneMatch(CompletableFuture::isDone);
        disk.countDown();

        assertThat(first.join()).isEqualTo(WriteResult.WRITTEN);
        assertThat(others).allSatisfy(write -> assertThat(write.join()).isEqualTo(WriteResult.WRITTEN));
        assertThat(store.written()).hasSize(51);
        assertThat(store.batches()).allMatch(batch -> batch.size() <= 10);
    }

    @Test
    void oneBadItemFailsAloneAndItsNeighboursAreWritten() {
        AttemptWrite bad = release();
        store.always(batch -> {
            if (batch.contains(bad)) {
                throw new BadItemException("invalid byte sequence", new IllegalStateException());
            }
            return FaultyStore.allWritten(batch);
        });
        CountDownLatch disk = holdNextCommit();
        CompletableFuture<WriteResult> first = write(release());
        await().until(() -> store.batches().size() == 1);
        List<CompletableFuture<WriteResult>> good = writeMany(20);
        CompletableFuture<WriteResult> guilty = write(bad);
        good.addAll(writeMany(20));
        await().until(() -> committer.queued() == 41);
        disk.countDown();

        assertThatThrownBy(guilty::join).hasCauseInstanceOf(BadItemException.class);
        assertThat(first.join()).isEqualTo(WriteResult.WRITTEN);
        assertThat(good).allSatisfy(write -> assertThat(write.join()).isEqualTo(WriteResult.WRITTEN));
        assertThat(store.written()).hasSize(41).doesNotHaveDuplicates().doesNotContain(bad);
    }

    @Test
    void aLostClaimIsAnsweredToItsOwnerOnly() {
        AttemptWrite stale = release();
        store.always(batch -> batch.stream()
                .map(item -> item.equals(stale) ? WriteResult.CLAIM_LOST : WriteResult.WRITTEN)
                .toList());

        assertThat(committer.write(stale)).isEqualTo(WriteResult.CLAIM_LOST);
        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void aLeaseThatEndedUnnoticedIsRenewedAndTheWriteDone() {
        store.then(FaultyStore::allLost);

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);

        assertThat(keeper.renewals()).isEqualTo(1);
    }

    @Test
    void underAFallenFenceNothingIsTriedAgain() {
        store.always(FaultyStore::allLost);
        keeper.fall();

        assertThat(committer.write(release())).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void anUnknownCommitThatHappenedIsAcknowledgedAndNotWrittenAgain() {
        store.then(batch -> {
            store.keep(batch);
            throw new CommitUnknownException(new IllegalStateException("connection reset"));
        });

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);

        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void anUnknownCommitThatDidNotHappenIsWrittenAgain() {
        store.then(batch -> {
            throw new CommitUnknownException(new IllegalStateException("connection reset"));
        });

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);

        assertThat(store.batches()).hasSize(2);
        assertThat(store.written()).hasSize(1);
    }

    @Test
    void anUnknownCommitUnderALostClaimIsNotAcknowledged() {
        store.onReread(fate -> Optional.of(WriteResult.CLAIM_LOST));
        store.then(batch -> {
            throw new CommitUnknownException(new IllegalStateException("connection reset"));
        });

        assertThat(committer.write(release())).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(store.batches()).hasSize(1);
    }

    @Test
    void nothingIsAcknowledgedBeforeAnUnknownCommitCouldBeRead() {
        CountDownLatch readable = new CountDownLatch(1);
        store.onReread(fate -> {
            if (readable.getCount() > 0) {
                throw new CommitUnknownException(new IllegalStateException("still away"));
            }
            return fate;
        });
        store.then(batch -> {
            store.keep(batch);
            throw new CommitUnknownException(new IllegalStateException("connection reset"));
        });

        CompletableFuture<WriteResult> write = write(release());
        await().until(() -> store.rereads() >= 3);
        assertThat(write).isNotDone();
        readable.countDown();

        assertThat(write.join()).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void anUnknownCommitThatCanNeverBeReadForfeitsTheFence() {
        store.onReread(fate -> {
            throw new StoreException("FERMATA-5004", "permission denied", new IllegalStateException());
        });
        store.then(batch -> {
            throw new CommitUnknownException(new IllegalStateException("connection reset"));
        });

        assertThat(committer.write(release())).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(keeper.forfeits()).isEqualTo(1);
    }

    @Test
    void anUnreachableDatabaseIsTriedAgainUntilItAnswers() {
        for (int i = 0; i < 8; i++) {
            store.then(batch -> {
                throw new StoreUnavailableException("connection refused", new IllegalStateException());
            });
        }

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);

        assertThat(store.batches()).hasSize(9);
    }

    @Test
    void closingAnswersWhatWaitsForAnUnreachableDatabase() {
        store.always(batch -> {
            throw new StoreUnavailableException("connection refused", new IllegalStateException());
        });
        CompletableFuture<WriteResult> first = write(release());
        await().until(() -> !store.batches().isEmpty());
        List<CompletableFuture<WriteResult>> others = writeMany(20);
        await().until(() -> committer.queued() == 20);

        committer.close();

        assertThat(first.join()).isEqualTo(WriteResult.CLAIM_LOST);
        assertThat(others).allSatisfy(write -> assertThat(write.join()).isEqualTo(WriteResult.CLAIM_LOST));
        assertThat(committer.write(release())).isEqualTo(WriteResult.CLAIM_LOST);
    }

    @Test
    void anInterruptedAttemptStillLearnsWhatBecameOfItsWrite() {
        AtomicReference<Boolean> interruptedInside = new AtomicReference<>();
        store.always(batch -> {
            interruptedInside.set(Thread.currentThread().isInterrupted());
            return FaultyStore.allWritten(batch);
        });

        Thread.currentThread().interrupt();

        assertThat(committer.write(release())).isEqualTo(WriteResult.WRITTEN);
        assertThat(interruptedInside).hasValue(false);
        assertThat(Thread.interrupted()).as("kept for the attempt").isTrue();
    }

    private GroupCommitter committer(int capacity) {
        GroupCommitter made = new GroupCommitter(store, FENCE, keeper, capacity, 1000);
        made.start(Thread::new);
        return made;
    }

    /** The next commit takes until the latch is opened. */
    private CountDownLatch holdNextCommit() {
        CountDownLatch disk = new CountDownLatch(1);
        store.then(batch -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return FaultyStore.allWritten(batch);
        });
        return disk;
    }

    private CompletableFuture<WriteResult> write(AttemptWrite item) {
        return CompletableFuture.supplyAsync(() -> committer.write(item), attempts);
    }

    private List<CompletableFuture<WriteResult>> writeMany(int count) {
        List<CompletableFuture<WriteResult>> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(write(release()));
        }
        return writes;
    }

    private static Release release() {
        return new Release(new RunId(UUID.randomUUID()), 1);
    }
}
