package dev.fermata.testing.differential;

import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When the crashes of one execution happen, and what they leave. */
final class Crashes {

    private final CrashPlan plan;
    private final FrameStore frames;
    private int suspensions;

    Crashes(CrashPlan plan, FrameStore frames) {
        this.plan = plan;
        this.frames = frames;
    }

    /** One more suspension begins. */
    void suspend() {
        suspensions++;
    }

    int suspensions() {
        return suspensions;
    }

    boolean atStart() {
        return plan.before() && plan.single() == 0;
    }

    boolean before() {
        return plan.before(suspensions);
    }

    boolean after() {
        return plan.after(suspensions);
    }

    /** A fresh stack that stands where {@code old} did, with what the store has kept. */
    MachineStack crash(MachineStack old, Supplier<MachineStack> fresh) {
        StackPoint point = old.point();
        @Nullable Object[] values = frames.storeAndRead(point, old.save());
        MachineStack restored = fresh.get();
        restored.restore(point, values);
        if (!restored.point().equals(point)) {
            throw new IllegalStateException("restored at " + point + ", the stack stands at " + restored.point());
        }
        return restored;
    }

    /** The end of a branch, as it is found when the others have settled. */
    Settlement kept(MachineDescriptor branch, Settlement end) {
        if (plan.equals(CrashPlan.NEVER) || end.failure() != null) {
            return end;
        }
        List<ResumePoint> points = branch.points();
        int last = points.size() - 1;
        if (!points.get(last).label().equals(ResumePoint.END)) {
            if (end.result() != null) {
                throw new IllegalStateException(
                        "a branch without a declared result returns " + Objects.requireNonNull(end.result()));
            }
            return end;
        }
        @Nullable Object[] result = {end.result()};
        return Settlement.returned(frames.storeAndRead(StackPoint.of(branch, last), result)[0]);
    }
}
