package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.Durable;
import dev.fermata.PermanentFailureException;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures of steps and of the code between them. */
@Timeout(30)
class AttemptRetryTest extends AttemptFixture {

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
}
