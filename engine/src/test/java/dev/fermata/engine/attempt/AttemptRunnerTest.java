package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.store.BadItemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptRunnerTest extends AttemptFixture {

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
}
