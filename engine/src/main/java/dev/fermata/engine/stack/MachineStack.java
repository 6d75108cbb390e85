package dev.fermata.engine.stack;

import dev.fermata.FermataException;
import dev.fermata.machine.Callee;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A machine and those it has called, each called by the one below: what a call stack is to plain Java. It is used like a
 * single {@link TaskMachine}, and performs what concerns nobody but the machines. One thread at a time.
 */
public final class MachineStack {

    /** Each checkpoint stores the whole stack, so recursion ends long before that of plain Java does. */
    static final int DEEPEST = 1000;

    private final UnaryOperator<Object> targets;
    private final List<Callee> machines = new ArrayList<>();
    /** What nothing in any of the machines enclosed. */
    private @Nullable Throwable escaped;

    /**
     * @param bottom fresh
     * @param targets finds the unproxied object behind a bean
     */
    public MachineStack(Callee bottom, UnaryOperator<Object> targets) {
        this.targets = targets;
        machines.add(bottom);
    }

    /** Begins with the arguments of the bottom machine. */
    public void start(@Nullable Object... arguments) {
        top().start(arguments);
    }

    /** Runs user code up to the next transition that the stack does not perform itself: never an {@code Enter}. */
    public Transition advance() {
        while (true) {
            Transition transition = run();
            if (!perform(transition)) {
                return transition;
            }
        }
    }

    /** Runs the innermost machine to its next transition, whatever that is. */
    public Transition run() {
        Throwable end = escaped;
        if (end != null) {
            return new Transition.Threw(end);
        }
        try {
            return top().advance();
        } catch (Throwable e) {
            return new Transition.Threw(e);
        }
    }

    /**
     * Performs the transition that {@link #run()} has answered, if it concerns only the machines: a helper is entered, or
     * has come to its end. False: it is for the engine.
     */
    public boolean perform(Transition transition) {
        if (transition instanceof Transition.Enter) {
            enter();
            return true;
        }
        if (machines.size() > 1 && transition instanceof Transition.Completed completed) {
            pop();
            top().returned(completed.result());
            return true;
        }
        if (machines.size() > 1 && transition instanceof Transition.Threw threw) {
            pop();
            boolean unused = threw(threw.failure());
            return true;
        }
        return false;
    }

    /** Performs the pending step call. */
    public @Nullable Object call() throws Throwable {
        return top().call();
    }

    /** The pending call returned. */
    public void returned(@Nullable Object value) {
        top().returned(value);
    }

    /**
     * The pending call failed for good; machines in which nothing encloses the call end with it. False: none does, and the
     * stack is of no further use.
     */
    public boolean threw(Throwable failure) {
        while (!top().threw(failure)) {
            if (machines.size() == 1) {
                escaped = failure;
                return false;
            }
            pop();
        }
        return true;
    }

    /**
     * All branches of the pending fork have come to their ends.
     *
     * @param branches in order
     * @return as {@link #threw}; true also when all returned
     */
    public boolean settled(List<Settlement> branches) {
        Throwable failure = Settlement.failure(branches);
        if (failure != null) {
            return threw(failure);
        }
        returned(Settlement.results(branches));
        return true;
    }

    /** Whether a failure has ended all machines, so that there is nothing to save and what comes next is the end. */
    public boolean isOver() {
        return escaped != null;
    }

    /** How many machines are in progress. */
    public int depth() {
        return machines.size();
    }

    /** Where the stack stands. */
    public StackPoint point() {
        return new StackPoint(machines.stream()
                .map(machine -> new StackPoint.Level(
                        machine.descriptor(), machine.machine().point()))
                .toList());
    }

    /** The live variables of all machines, in the order of {@link StackPoint#names()}. */
    public @Nullable Object[] save() {
        if (machines.size() == 1) {
            return top().save();
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Callee machine : machines) {
            values.addAll(Arrays.asList(machine.machine().save()));
        }
        return values.toArray();
    }

    /**
     * Puts a fresh stack where another was saved.
     *
     * @throws FermataException a helper's object is no longer there
     */
    public void restore(StackPoint point, @Nullable Object[] values) {
        int from = 0;
        for (int depth = 0; depth < point.levels().size(); depth++) {
            StackPoint.Level level = point.levels().get(depth);
            if (depth > 0) {
                machines.add(calleeAgain(point));
            }
            if (!top(machines).descriptor().name().equals(level.machine().name())) {
                throw new IllegalStateException("machine " + depth + " of " + point + " is "
                        + top(machines).descriptor().name() + " and not "
                        + level.machine().name());
            }
            int to = from + level.point().variables().size();
            top().restore(level.index(), Arrays.copyOfRange(values, from, to));
            from = to;
        }
    }

    /** The machine at the bottom. */
    public MachineDescriptor bottom() {
        return machines.get(0).descriptor();
    }

    /** A fresh stack for a branch of the pending fork, neither started nor restored. */
    public MachineStack branch(int branch) {
        return new MachineStack(top().callee(branch, targets), targets);
    }

    /** What {@link #branch} is to be started with. */
    public @Nullable Object[] branchArguments(int branch) {
        return top().calleeArguments(branch);
    }

    private void enter() {
        TaskMachine caller = top();
        Callee callee;
        try {
            if (machines.size() == DEEPEST) {
                throw tooDeep();
            }
            callee = caller.callee(0, targets);
            callee.machine().start(caller.calleeArguments(0));
        } catch (Throwable e) {
            // The object it is called on may be null, as in plain Java.
            boolean unused = threw(e);
            return;
        }
        caller.entered();
        machines.add(callee);
    }

    private Callee calleeAgain(StackPoint point) {
        try {
            return top().callee(0, targets);
        } catch (RuntimeException e) {
            throw new FermataException(
                    "FERMATA-4003",
                    "the run stands inside helpers (" + point.label()
                            + "), and the object that one of them belongs to is"
                            + " not to be had: " + e
                            + ". Helpers must be methods of the task's own object or of beans in its fields.",
                    e);
        }
    }

    private FermataException tooDeep() {
        return new FermataException(
                "FERMATA-4004",
                "helpers call each other " + DEEPEST + " deep at "
                        + point().levels().get(DEEPEST - 1).machine().name()
                        + ". Each checkpoint stores all of their variables: turn the recursion into a loop.");
    }

    private void pop() {
        machines.remove(machines.size() - 1);
    }

    private TaskMachine top() {
        return top(machines).machine();
    }

    private static Callee top(List<Callee> machines) {
        return machines.get(machines.size() - 1);
    }
}
