package dev.fermata.processor.lower;

import dev.fermata.machine.Callee;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Machines that call machines, the innermost on top. Branches run one after the other, each on a stack of its own. */
final class MachineStack {

    private record Saved(int point, @Nullable Object[] values) {}

    private final Supplier<Callee> bottom;
    private final boolean crashing;
    private final List<String> trace;
    private final Deque<Callee> machines = new ArrayDeque<>();

    MachineStack(Supplier<Callee> bottom, boolean crashing, List<String> trace) {
        this.bottom = bottom;
        this.crashing = crashing;
        this.trace = trace;
        machines.push(bottom.get());
    }

    void start(@Nullable Object... arguments) {
        top().start(arguments);
    }

    private TaskMachine top() {
        return machines.element().machine();
    }

    @Nullable
    Object run() throws Throwable {
        while (true) {
            crash();
            Transition transition = top().advance();
            try {
                if (transition instanceof Transition.Completed completed) {
                    machines.pop();
                    if (machines.isEmpty()) {
                        return completed.result();
                    }
                    top().returned(completed.result());
                } else if (transition instanceof Transition.Threw threw) {
                    machines.pop();
                    throw threw.failure();
                } else {
                    crash();
                    perform(transition);
                }
            } catch (Throwable failure) {
                unwind(failure);
            }
        }
    }

    private void perform(Transition transition) throws Throwable {
        if (transition instanceof Transition.Sleep sleep) {
            trace.add("sleep " + sleep.duration());
            top().returned(null);
        } else if (transition instanceof Transition.Save save) {
            top().returned(save.value());
        } else if (transition instanceof Transition.Enter enter) {
            Callee callee = callee(enter.at().label());
            callee.machine().start(top().calleeArguments(0));
            top().entered();
            machines.push(callee);
        } else if (transition instanceof Transition.Fork fork) {
            top().returned(fork(fork));
        } else {
            top().returned(top().call());
        }
    }

    private Callee callee(String label) {
        Callee callee = top().callee(0, UnaryOperator.identity());
        List<?> known = machines.element().descriptor().callees().get().get(label);
        if (!List.of(callee.descriptor()).equals(known)) {
            throw new IllegalStateException(label + " calls " + known + ", not " + callee);
        }
        return callee;
    }

    private List<@Nullable Object> fork(Transition.Fork fork) throws Throwable {
        List<@Nullable Object> results = new ArrayList<>();
        Throwable first = null;
        TaskMachine parent = top();
        for (int branch = 0; branch < fork.branches(); branch++) {
            int number = branch;
            MachineStack stack =
                    new MachineStack(() -> parent.callee(number, UnaryOperator.identity()), crashing, trace);
            stack.start(parent.calleeArguments(branch));
            try {
                results.add(stack.run());
            } catch (Throwable failure) {
                if (first == null) {
                    first = failure;
                } else if (first != failure) {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return results;
    }

    private void unwind(Throwable failure) throws Throwable {
        while (!machines.isEmpty()) {
            if (top().threw(failure)) {
                return;
            }
            machines.pop();
        }
        throw failure;
    }

    private void crash() {
        if (!crashing) {
            return;
        }
        List<Saved> frames = new ArrayList<>();
        for (Iterator<Callee> upwards = machines.descendingIterator(); upwards.hasNext(); ) {
            Callee at = upwards.next();
            int point = at.machine().point();
            ResumePoint.Phase phase = at.descriptor().points().get(point).phase();
            if ((phase == ResumePoint.Phase.INSIDE) != (at.machine() != top())) {
                throw new IllegalStateException(at.descriptor().name() + " stands "
                        + at.descriptor().points().get(point));
            }
            frames.add(new Saved(point, at.machine().save()));
        }
        machines.clear();
        for (Saved frame : frames) {
            Callee fresh = machines.isEmpty() ? bottom.get() : top().callee(0, UnaryOperator.identity());
            fresh.machine().restore(frame.point(), frame.values());
            machines.push(fresh);
        }
    }
}
