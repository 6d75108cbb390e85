package dev.fermata.testing.evolution;

import dev.fermata.engine.registry.TaskCodec;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.List;

/** Goes on from where a run stands, branches one after the other. */
final class ResumedRun {

    private final TaskCodec codec;

    ResumedRun(TaskCodec codec) {
        this.codec = codec;
    }

    /** @param machine fresh */
    Transition finish(MachineStack machine, Stand stand) throws Exception {
        StackPoint point = codec.point(stand.frame());
        machine.restore(point, codec.decodeFrame(point, stand.frame()));
        return finish(machine, stand.branches());
    }

    private Transition finish(MachineStack machine, List<Stand> stored) throws Exception {
        List<Stand> branches = stored;
        while (true) {
            Transition transition = machine.advance();
            if (transition instanceof Transition.Fork fork) {
                List<Settlement> ends = new ArrayList<>();
                for (int i = 0; i < fork.branches(); i++) {
                    ends.add(branch(machine, i, branches));
                }
                branches = List.of();
                if (!machine.settled(ends)) {
                    return machine.advance();
                }
            } else if (!performed(machine, transition)) {
                return transition;
            }
        }
    }

    private Settlement branch(MachineStack machine, int branch, List<Stand> stored) throws Exception {
        Transition end;
        if (branch >= stored.size()) {
            MachineStack fresh = machine.branch(branch);
            fresh.start(machine.branchArguments(branch));
            end = finish(fresh, List.of());
        } else if (stored.get(branch).hasEnded()) {
            return settlement(codec, stored.get(branch));
        } else {
            end = finish(machine.branch(branch), stored.get(branch));
        }
        if (end instanceof Transition.Completed completed) {
            return Settlement.returned(completed.result());
        }
        return Settlement.threw(((Transition.Threw) end).failure());
    }

    static Settlement settlement(TaskCodec codec, Stand ended) {
        return Settlement.returned(codec.decodeFrame(codec.point(ended.frame()), ended.frame())[0]);
    }

    /** Performs a step; false when there is nothing to perform. */
    static boolean performed(MachineStack machine, Transition transition) throws Exception {
        if (!(transition instanceof Transition.StepCall)) {
            return false;
        }
        Object result;
        try {
            result = machine.call();
        } catch (Throwable failure) {
            return machine.threw(failure);
        }
        machine.returned(result);
        return true;
    }
}
