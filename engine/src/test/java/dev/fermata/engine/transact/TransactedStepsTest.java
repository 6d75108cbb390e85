package dev.fermata.engine.transact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.StoreUnavailableException;
import dev.fermata.engine.store.TransactedCheckpoints;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done while nobody can tell what became of a commit. */
@Timeout(30)
class TransactedStepsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Checkpoint checkpoint = new Checkpoint(
            new RunId(UUID.randomUUID()), 1, 1, new StoredFrame("a", "AFTER", List.of()), new StepTrace(1, 1), false);
    private final Fates fates = new Fates();
    private final AtomicInteger forfeited = new AtomicInteger();

    @Test
    void aFateThatCannotBeReadForTooLongCostsTheFenceAndNothingIsAssumed() {
        fates.unreadable = Integer.MAX_VALUE;

        assertThat(steps(SHORT, Duration.ZERO).reread(checkpoint)).contains(WriteResult.CLAIM_LOST);

        assertThat(forfeited).hasValue(1);
    }

    @Test
    void aFateThatCanBeReadInTheEndIsWhatItIs() {
        fates.unreadable = 3;
        assertThat(steps(SHORT, LONG).reread(checkpoint)).contains(WriteResult.WRITTEN);

        fates.fate = Optional.empty();
        assertThat(steps(SHORT, LONG).reread(checkpoint)).isEmpty();

        assertThat(fates.reads).isEqualTo(5);
        assertThat(forfeited).hasValue(0);
    }

    @Test
    void aWorkerThatGivesUpItsFenceWaitsNoLonger() throws Exception {
        fates.unreadable = Integer.MAX_VALUE;
        TransactedSteps steps = steps(LONG, LONG);
        CompletableFuture<Optional<WriteResult>> waiting =
                CompletableFuture.supplyAsync(() -> steps.reread(checkpoint));
        fates.asked.await();

        steps.close();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(Optional.of(WriteResult.CLAIM_LOST));
        assertThat(forfeited).as("it is being given up already").hasValue(0);
    }

    @Test
    void anInterruptDoesNotEndTheWait() {
        fates.unreadable = 2;
        Thread.currentThread().interrupt();

        assertThat(steps(SHORT, LONG).reread(checkpoint)).contains(WriteResult.WRITTEN);
        assertThat(Thread.interrupted())
                .as("it was for user code, which has ended")
                .isFalse();
    }

    private TransactedSteps steps(Duration pause, Duration giveUpAfter) {
        TransactionPlan plan = TransactionPlan.of(
                TaskRegistry.of(List.of(), Settings.NONE, CodecLimits.DEFAULT), StepTransactions.NONE);
        return new TransactedSteps(
                plan,
                new Fence(UUID.randomUUID(), 1),
                fates,
                forfeited::incrementAndGet,
                new TransactedSteps.Patience(pause, giveUpAfter));
    }

    private static final class Fates implements TransactedCheckpoints {

        private int unreadable;
        private int reads;
        private Optional<WriteResult> fate = Optional.of(WriteResult.WRITTEN);
        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public WriteResult write(Connection connection, Fence fence, AttemptWrite written) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<WriteResult> reread(Fence fence, AttemptWrite written) {
            asked.countDown();
            reads++;
            if (unreadable > 0) {
                unreadable--;
                throw new StoreUnavailableException("away", new IllegalStateException());
            }
            return fate;
        }

        @Override
        public Reason reasonOf(Throwable failure) {
            return Reason.CONNECTION;
        }
    }
}
