package dev.fermata.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Recess;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

    private static final RunId RUN = new RunId(UUID.randomUUID());
    private static final StoredFrame FRAME = new StoredFrame("charge", "AFTER", List.of());
    private static final BranchProgress BRANCH =
            new BranchProgress("1/0", 1, null, new BranchProgress.Progress(1, FRAME, 0, false), Duration.ZERO);
    private static final StepTrace TRACE = new StepTrace(1, 1);

    @Test
    void thisIsTheTableOfLegalTransitions() {
        assertThat(table()).isEqualTo("""
                        from \\ to        D Q E W P C F X e T !
                        DELAYED          . x x . x . . x x . .
                        QUEUED           . . x . x . . x x . .
                        EXECUTING        . x . x x x x x . x x
                        WAITING          . x x . x . . x . x .
                        PENDING_VERSION  . x x . . . x x . . .
                        COMPLETED        . . . . . . . . . . .
                        FAILED           . . . . . . . . . . .
                        CANCELED         . . . . . . . . . . .
                        EXPIRED          . . . . . . . . . . .
                        TIMED_OUT        . . . . . . . . . . .
                        CRASHED          . . . . . . . . . . .
                        """);
    }

    @Test
    void whatAnAttemptWritesIsALegalTransition() {
        List<AttemptWrite> writes = List.of(
                new Checkpoint(RUN, 1, 1, FRAME, TRACE, false),
                new Suspension(RUN, 1, 1, FRAME, TRACE, false, Duration.ofDays(1)),
                new BranchCheckpoint(RUN, 1, BRANCH, false),
                new Recess(RUN, 1, Duration.ofSeconds(1)),
                new RetryLater(RUN, 1, 1, Duration.ofSeconds(1), new byte[0]),
                new Distress(RUN, 1, Duration.ofSeconds(1)),
                new Completion(RUN, 1, null),
                new End(RUN, 1, RunState.FAILED, null),
                new End(RUN, 1, RunState.CANCELED, null),
                new End(RUN, 1, RunState.TIMED_OUT, null),
                new End(RUN, 1, RunState.CRASHED, null),
                new Release(RUN, 1),
                new Park(RUN, 1, "no such place"));

        assertThat(writes)
                .allMatch(write -> write instanceof Checkpoint
                        || write instanceof BranchCheckpoint
                        || RunState.EXECUTING.canBecome(write.leadsTo()));
        assertThat(writes.stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
                .as("every kind of write")
                .containsExactlyInAnyOrder(AttemptWrite.class.getPermittedSubclasses());
        assertThat(writes.stream().map(AttemptWrite::leadsTo).collect(Collectors.toSet()))
                .as("every way out of a claim is written by somebody")
                .containsAll(from(RunState.EXECUTING));
    }

    @ParameterizedTest
    @EnumSource(names = {"DELAYED", "QUEUED", "EXECUTING", "WAITING", "PENDING_VERSION", "COMPLETED", "EXPIRED"})
    void aClaimedRunCannotEndAs(RunState state) {
        assertThatIllegalArgumentException().isThrownBy(() -> new End(RUN, 1, state, null));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotTerminalCanBeCanceledAndWhatIsCanBecomeNothing(RunState state) {
        assertThat(state.canBecome(RunState.CANCELED)).isEqualTo(!state.isTerminal());
        if (state.isTerminal()) {
            assertThat(from(state)).isEmpty();
        }
    }

    private static Set<RunState> from(RunState state) {
        Set<RunState> next = EnumSet.noneOf(RunState.class);
        for (RunState other : RunState.values()) {
            if (state.canBecome(other)) {
                next.add(other);
            }
        }
        return next;
    }

    private static String table() {
        StringBuilder table = new StringBuilder("from \\ to        D Q E W P C F X e T !\n");
        for (RunState from : RunState.values()) {
            table.append(String.format("%-16s", from));
            for (RunState to : RunState.values()) {
                table.append(from.canBecome(to) ? " x" : " .");
            }
            table.append('\n');
        }
        return table.toString();
    }
}
