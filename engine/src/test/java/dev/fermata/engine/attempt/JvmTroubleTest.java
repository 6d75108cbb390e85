package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.StoredFailure;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Claim.Progress;
import dev.fermata.engine.model.RunState;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that is out of memory hits whoever asks for some: only a run that executes alone is to blame for it. */
@Timeout(30)
class JvmTroubleTest extends AttemptFixture {

    private final OutOfMemoryError full = new OutOfMemoryError("Java heap space");

    @Test
    void aStepThatFindsNoMemoryGivesItsClaimBackAndUsesUpNoAttempt() {
        tasks.on("a", () -> {
            throw full;
        });

        runner.run(fresh("straight"));

        assertThat(store.written()).containsExactly(new Distress(run, 1, Duration.ofSeconds(1)));
    }

    @Test
    void theTaskDoesNotCatchWhatIsNoFailureOfItsStep() {
        tasks.on("a", () -> {
            throw full;
        });

        runner.run(fresh("caught"));

        assertThat(last()).isInstanceOf(Distress.class);
    }

    @Test
    void aloneItIsTheStepsOwnFailureAndNoOtherAttemptHelps() {
        tasks.on("a", () -> {
            throw full;
        });

        runner.run(suspect("straight"));

        End end = (End) last();
        assertThat(end.state()).isEqualTo(RunState.FAILED);
        StoredFailure failure = new FailureCodec().decode(Objects.requireNonNull(end.failure()));
        assertThat(failure.type()).isEqualTo("java.lang.OutOfMemoryError");
        assertThat(failure.message()).isEqualTo("Java heap space");
    }

    @Test
    void aloneTheTaskMayCatchIt() {
        tasks.on("a", () -> {
            throw full;
        });

        runner.run(suspect("caught"));

        assertThat(output(last())).contains("caught java.lang.OutOfMemoryError");
    }

    @Test
    void codeBetweenStepsThatFindsNoMemoryIsNotBlamedEither() {
        tasks.on("code", () -> {
            throw full;
        });

        runner.run(fresh("thinker"));

        assertThat(last()).isInstanceOf(Distress.class);
    }

    @Test
    void anExceptionThatOnlyTellsOfItIsNoFailureEither() {
        tasks.on("a", () -> {
            throw new IllegalStateException("the client failed", new CompletionException(full));
        });

        runner.run(fresh("straight"));

        assertThat(last()).isInstanceOf(Distress.class);
    }

    @Test
    void anErrorInsideTheJvmIsOfTheSameKind() {
        tasks.on("a", () -> {
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        });

        runner.run(fresh("straight"));

        assertThat(last()).isInstanceOf(Distress.class);
    }

    @Test
    void aStackThatOverflowsIsTheStepsOwn() {
        tasks.on("a", () -> {
            throw new StackOverflowError();
        });

        runner.run(fresh("straight"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void anOrdinaryErrorIsRetriedAsEver() {
        tasks.on("a", () -> {
            throw new AssertionError("planted");
        });

        runner.run(fresh("straight"));

        assertThat(last()).isInstanceOf(RetryLater.class);
    }

    @Test
    void aBranchThatFindsNoMemoryGivesTheClaimOfItsRunBack() {
        tasks.on("a:1", () -> {
            throw full;
        });

        runner.run(fresh("forker"));

        assertThat(last()).isInstanceOf(Distress.class);
        assertThat(store.written()).noneMatch(End.class::isInstance);
    }

    /** Nobody knows how far the statement had come; only its rows do. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatFindsNoMemoryIsReadAgain(boolean written) {
        store.then(batch -> {
            if (written) {
                store.keep(batch);
            }
            throw full;
        });

        runner.run(fresh("straight"));

        assertThat(store.rereads()).isOne();
        assertThat(last()).isInstanceOf(Completion.class);
        assertThat(store.written()).hasSize(3).doesNotHaveDuplicates();
        assertThat(tasks.calls()).containsExactly("a", "b");
    }

    @Test
    void aRunWhoseLastWriteFindsNoMemoryForLongIsGivenBackWhenThereIsSome() {
        AtomicInteger left = new AtomicInteger(5);
        store.onReread(fate -> {
            if (left.decrementAndGet() > 0) {
                throw new OutOfMemoryError("Java heap space");
            }
            return fate;
        });
        store.then(batch -> {
            throw full;
        });

        runner.run(fresh("straight"));

        assertThat(last()).isInstanceOf(Completion.class);
        assertThat(keeper.forfeits()).isZero();
    }

    private Claim suspect(String task) {
        return claim(task, new Progress(0, null, 0, 2, false), false);
    }
}
