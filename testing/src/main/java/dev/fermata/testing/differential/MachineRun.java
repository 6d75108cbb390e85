package dev.fermata.testing.differential;

import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a compiled task, driven as the engine does: each transition is performed and its outcome fed back. At
 * a crash the machine is dropped; a fresh one goes on from what the frame store has kept.
 */
final class MachineRun {

    private final TaskDescriptor task;
    private final Object target;
    private final FrameStore frames;
    private final CrashPlan crashes;
    private final Trace trace;
    private TaskMachine machine;
    private int suspensions;

    MachineRun(TaskDescriptor task, Object target, FrameStore frames, CrashPlan crashes, Trace trace) {
        this.task = task;
        this.target = target;
        this.frames = frames;
        this.crashes = crashes;
        this.trace = trace;
        this.machine = task.factory().create(target, target);
    }

    Outcome run(@Nullable Object[] arguments) {
        try {
            String end = trace.record(() -> drive(arguments));
            return new Outcome(trace.events(), end);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The machine of " + task.method() + " breaks its contract", e);
        }
    }

    int suspensions() {
        return suspensions;
    }

    private String drive(@Nullable Object[] arguments) {
        machine.start(arguments);
        stands(0, ResumePoint.START);
        if (crashes.before() && crashes.single() == 0) {
            crash();
        }
        while (true) {
            Transition transition = machine.advance();
            if (transition instanceof Transition.StepCall call) {
                String end = step(call.at());
                if (end != null) {
                    return end;
                }
            } else if (transition instanceof Transition.Sleep sleep) {
                sleep(sleep);
            } else if (transition instanceof Transition.Completed completed) {
                return "returns " + Portrait.of(completed.result());
            } else if (transition instanceof Transition.Threw threw) {
                return "throws " + Portrait.of(threw.failure());
            } else {
                throw new IllegalStateException("unexpected " + transition);
            }
        }
    }

    private @Nullable String step(SuspensionPoint at) {
        suspensions++;
        if (crashes.before(suspensions)) {
            Transition again = crashAndAdvance();
            if (!(again instanceof Transition.StepCall same) || !same.at().equals(at)) {
                throw new IllegalStateException("stood before " + at + ", and after a crash does " + again);
            }
        }
        Object value;
        try {
            value = machine.call();
        } catch (Throwable failure) {
            return failed(at, failure);
        }
        machine.returned(value);
        phaseIs(at, ResumePoint.Phase.AFTER);
        crashAfter();
        return null;
    }

    private @Nullable String failed(SuspensionPoint at, Throwable failure) {
        if (!machine.threw(failure)) {
            return "throws " + Portrait.of(failure);
        }
        phaseIs(at, ResumePoint.Phase.THREW);
        crashAfter();
        return null;
    }

    private void sleep(Transition.Sleep sleep) {
        suspensions++;
        if (crashes.before(suspensions)) {
            Transition again = crashAndAdvance();
            if (!sleep.equals(again)) {
                throw new IllegalStateException("stood before " + sleep + ", and after a crash does " + again);
            }
        }
        trace.slept(sleep.duration());
        machine.returned(null);
        crashAfter();
    }

    private void crashAfter() {
        if (crashes.after(suspensions)) {
            crash();
        }
    }

    private Transition crashAndAdvance() {
        phaseIs(null, ResumePoint.Phase.BEFORE);
        crash();
        return machine.advance();
    }

    private void crash() {
        int point = machine.point();
        @Nullable Object[] values = frames.storeAndRead(task, point, machine.save());
        machine = task.factory().create(target, target);
        machine.restore(point, values);
        if (machine.point() != point) {
            throw new IllegalStateException(
                    "restored at point " + point + ", the machine stands at " + machine.point());
        }
    }

    private void stands(int point, String label) {
        ResumePoint start = task.machine().points().get(point);
        if (machine.point() != point || !start.label().equals(label)) {
            throw new IllegalStateException(
                    "the machine stands at " + task.machine().points().get(machine.point()));
        }
    }

    private void phaseIs(@Nullable SuspensionPoint at, ResumePoint.Phase phase) {
        ResumePoint point = task.machine().points().get(machine.point());
        if (point.phase() != phase || (at != null && !point.label().equals(at.label()))) {
            throw new IllegalStateException("the machine stands at " + point + " where " + phase + " of "
                    + (at == null ? "a suspension" : at.label()) + " is due");
        }
    }
}
