package dev.fermata.testing.evolution;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.registry.TaskCodec;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings a run to a place, branches one after the other, and tells what is stored there. */
final class StandingRun {

    private final TaskCodec codec;
    private final String label;
    private final List<String> seen = new ArrayList<>();

    StandingRun(TaskCodec codec, String label) {
        this.codec = codec;
        this.label = label;
    }

    Stand to(MachineStack machine) throws Exception {
        Stand found = advance(machine);
        if (found == null || found.hasEnded()) {
            throw new AssertionError("the run never stands at '" + label + "', but at " + seen);
        }
        return found;
    }

    /** Where it stands, or how it ended; null for an end without a stored result. */
    private @Nullable Stand advance(MachineStack machine) throws Exception {
        while (true) {
            Transition transition = machine.advance();
            if (transition instanceof Transition.Fork fork) {
                Stand found = branches(machine, fork);
                if (found != null) {
                    return found;
                }
            } else if (transition instanceof Transition.Completed completed) {
                StoredFrame result = codec.encodeResult(machine.bottom(), completed.result());
                return result == null ? null : new Stand(result, true, List.of());
            } else if (!ResumedRun.performed(machine, transition)) {
                return null;
            }
            Stand stand = new Stand(frame(machine), false, List.of());
            if (stand.label().equals(label) && !stand.frame().phase().equals(ResumePoint.Phase.BEFORE.name())) {
                return stand;
            }
            seen.add(stand.label());
        }
    }

    /** Where a branch stands; null when all have ended. */
    private @Nullable Stand branches(MachineStack machine, Transition.Fork fork) throws Exception {
        StoredFrame before = frame(machine);
        List<Stand> stored = new ArrayList<>();
        List<Settlement> ends = new ArrayList<>();
        for (int i = 0; i < fork.branches(); i++) {
            MachineStack branch = machine.branch(i);
            branch.start(machine.branchArguments(i));
            Stand stand = Objects.requireNonNull(advance(branch), "branches of this test have results");
            stored.add(stand);
            if (!stand.hasEnded()) {
                return new Stand(before, false, stored);
            }
            ends.add(ResumedRun.settlement(codec, stand));
        }
        if (!machine.settled(ends)) {
            throw new AssertionError("the fork threw");
        }
        return null;
    }

    private StoredFrame frame(MachineStack machine) {
        return codec.encodeFrame(machine.point(), machine.save());
    }
}
