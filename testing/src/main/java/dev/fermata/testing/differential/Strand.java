package dev.fermata.testing.differential;

import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stack of an execution, the task's or a branch's: each transition is performed and its outcome fed back. At a crash
 * all machines are dropped, those of the strands below as well; fresh ones go on from what the frame store has kept.
 * Branches run one after the other, as in plain Java.
 */
final class Strand {

    private final Supplier<MachineStack> fresh;
    private final Crashes crashes;
    private final Trace trace;
    private MachineStack stack;

    /** @param fresh after a crash: a stack for the same machines, neither started nor restored */
    Strand(MachineStack stack, Supplier<MachineStack> fresh, Crashes crashes, Trace trace) {
        this.stack = stack;
        this.fresh = fresh;
        this.crashes = crashes;
        this.trace = trace;
    }

    Settlement run(@Nullable Object[] arguments) {
        stack.start(arguments);
        stands(ResumePoint.START, Phase.BEFORE);
        if (crashes.atStart()) {
            crash();
        }
        while (true) {
            Transition transition = stack.run();
            if (transition instanceof Transition.Enter) {
                enter(transition);
            } else if (stack.perform(transition)) {
                crashes.suspend();
                crashAfter();
            } else if (transition instanceof Transition.StepCall call) {
                step(call);
            } else if (transition instanceof Transition.Sleep sleep) {
                Transition unused = suspend(sleep);
                trace.slept(sleep.duration());
                goOn(sleep.at(), null);
            } else if (transition instanceof Transition.Save save) {
                goOn(save.at(), ((Transition.Save) suspend(save)).value());
            } else if (transition instanceof Transition.Fork fork) {
                fork(fork);
            } else if (transition instanceof Transition.Completed completed) {
                return Settlement.returned(completed.result());
            } else {
                Throwable failure = ((Transition.Threw) transition).failure();
                if (failure instanceof VerifyError javac) {
                    // of a helper's machine: nothing the task has thrown
                    throw javac;
                }
                return Settlement.threw(failure);
            }
        }
    }

    /** The machine of the strand itself. */
    private MachineDescriptor machine() {
        return stack.point().levels().get(0).machine();
    }

    private void enter(Transition transition) {
        Transition unused = suspend(transition);
        int depth = stack.depth();
        boolean isPerformed = stack.perform(transition);
        if (!isPerformed) {
            throw new IllegalStateException("the stack leaves " + transition + " to the engine");
        }
        if (stack.depth() > depth) {
            stands(ResumePoint.START, Phase.BEFORE);
        }
        crashAfter();
    }

    private void step(Transition.StepCall step) {
        Transition unused = suspend(step);
        Object value;
        try {
            value = stack.call();
        } catch (Throwable failure) {
            if (stack.threw(failure)) {
                threwAt(step.at());
            }
            return;
        }
        goOn(step.at(), value);
    }

    private void fork(Transition.Fork fork) {
        Transition unused = suspend(fork);
        List<Settlement> ends = new ArrayList<>();
        for (int branch = 0; branch < fork.branches(); branch++) {
            ends.add(branch(fork, branch));
        }
        if (stack.settled(ends)) {
            crashAfter();
        }
    }

    private Settlement branch(Transition.Fork fork, int branch) {
        Supplier<MachineStack> again = () -> {
            crash();
            Transition unused = same(fork);
            return stack.branch(branch);
        };
        Strand strand = new Strand(stack.branch(branch), again, crashes, trace);
        MachineDescriptor machine = strand.machine();
        return crashes.kept(machine, strand.run(stack.branchArguments(branch)));
    }

    /** The strand stands before a suspension, and may crash there. Answers what stands there then. */
    private Transition suspend(Transition transition) {
        crashes.suspend();
        if (stack.point().phase() != Phase.BEFORE) {
            throw new IllegalStateException("about to do " + transition + ", the stack stands at " + stack.point());
        }
        if (!crashes.before()) {
            return transition;
        }
        crash();
        return same(transition);
    }

    /** After a crash before a suspension, that is what comes next. */
    private Transition same(Transition transition) {
        Transition again = stack.run();
        if (!essence(again).equals(essence(transition))) {
            throw new IllegalStateException("stood before " + transition + ", and after a crash does " + again);
        }
        return again;
    }

    private static Object essence(Transition transition) {
        return transition instanceof Transition.Save save ? List.of(save.at(), Portrait.of(save.value())) : transition;
    }

    private void goOn(SuspensionPoint at, @Nullable Object value) {
        stack.returned(value);
        stands(at.label(), Phase.AFTER);
        crashAfter();
    }

    private void threwAt(SuspensionPoint at) {
        StackPoint point = stack.point();
        if (point.phase() != Phase.THREW) {
            throw new IllegalStateException(at + " threw, and the stack stands at " + point);
        }
        crashAfter();
    }

    private void crashAfter() {
        if (crashes.after() && !stack.isOver()) {
            crash();
        }
    }

    private void crash() {
        stack = crashes.crash(stack, fresh);
    }

    private void stands(String label, Phase phase) {
        StackPoint point = stack.point();
        StackPoint.Level innermost = point.levels().get(point.levels().size() - 1);
        if (point.phase() != phase || !innermost.point().label().equals(label)) {
            throw new IllegalStateException(
                    "the stack stands at " + point + " where " + phase + " of " + label + " is due");
        }
    }
}
