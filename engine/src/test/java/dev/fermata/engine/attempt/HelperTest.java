package dev.fermata.engine.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.PermanentFailureException;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks that call helpers, and values that are saved. */
@Timeout(60)
class HelperTest extends AttemptFixture {

    @Test
    void aStepOfAHelperIsACheckpointOfAllThatIsInProgress() {
        runner.run(fresh("caller"));

        assertThat(tasks.calls()).containsExactly("a", "a:0", "b:0", "b");
        assertThat(labels()).containsExactly("a", "help > a", "help > b", "b");
        assertThat(output(last())).isEqualTo("\"a,a:0,b:0,help,b\"");
    }

    @Test
    void aRunGoesOnInsideAHelperAndItsListIsStillItsCallers() {
        tasks.on("b:0", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("caller"));
        tasks.on("b:0", () -> "second b");

        runner.run(again("caller", false));

        assertThat(tasks.calls()).containsExactly("a", "a:0", "b:0", "b:0", "b");
        assertThat(output(last())).isEqualTo("\"a,a:0,second b,help,b\"");
    }

    @Test
    void inTestsAHelperGoesOnFromTheDecodedFrames() {
        runner(Continuing.DECODED).run(fresh("caller"));

        assertThat(output(last())).isEqualTo("\"a,a:0,b:0,help,b\"");
    }

    @Test
    void whatAHelpersStepEndedWithMayBeCaughtByItsCaller() {
        tasks.on("b:0", () -> {
            throw new PermanentFailureException("declined");
        });

        runner.run(fresh("careful"));

        assertThat(labels()).containsExactly("help > a", "help", "b");
        assertThat(((Checkpoint) store.written().get(1)).frame().phase()).isEqualTo("THREW");
        assertThat(output(last())).isEqualTo("\"a:0,caught dev.fermata.PermanentFailureException: declined,b\"");
    }

    @Test
    void aHelpersFailureThatNobodyCatchesFailsTheRun() {
        tasks.on("a:0", () -> {
            throw new PermanentFailureException("declined");
        });

        runner.run(fresh("caller"));

        assertThat(((End) last()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void recursionGoesOnFromFiftyFrames() {
        tasks.depth(50);
        tasks.on("a:0", () -> {
            throw new IllegalStateException("at the ground");
        });
        runner.run(fresh("diver"));
        tasks.on("a:0", () -> "ground");

        runner.run(again("diver", false));

        assertThat(tasks.calls()).hasSize(51 + 1 + 51 + 1);
        assertThat(labels().get(49)).isEqualTo(String.join(" > ", Collections.nCopies(50, "down")) + " > a");
        assertThat(output(last())).startsWith("\"a:50,a:49,").contains(",a:1,ground,b:0,down,b:1,down,");
    }

    @Test
    void aPlaceInsideAHelperIsIntroducedOnceBeforeItIsWritten() {
        runner.run(fresh("caller"));
        runner.run(again("caller", false));
        assertThat(introduced.introduced()).containsExactly("help > a", "help > b");
    }

    @Test
    void aFrameInsideAHelperOfAnotherBuildIsParked() {
        runner.run(fresh("caller"));
        StoredFrame frame = ((Checkpoint) store.written().get(1)).frame();
        StoredFrame foreign = new StoredFrame("other > a", frame.phase(), frame.components());

        runner.run(resumed("caller", 2, foreign, 0));

        assertThat(((Park) last()).reason()).contains("FERMATA-4002").contains("other > a");
    }

    @Test
    void aSavedValueIsNotEvaluatedAgain() {
        tasks.on("a", () -> {
            throw new IllegalStateException("away");
        });
        runner.run(fresh("saver"));
        tasks.on("a", () -> "a");

        runner.run(again("saver", false));

        assertThat(tasks.calls()).containsExactly("kept", "a", "a");
        assertThat(labels()).containsExactly("kept", "a");
        assertThat(output(last())).isEqualTo("\"kept,a\"");
    }

    private List<String> labels() {
        return store.written().stream()
                .filter(Checkpoint.class::isInstance)
                .map(write -> ((Checkpoint) write).frame().label())
                .toList();
    }
}
