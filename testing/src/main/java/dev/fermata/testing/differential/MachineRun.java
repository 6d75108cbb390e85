package dev.fermata.testing.differential;

import dev.fermata.engine.stack.MachineStack;
import dev.fermata.engine.stack.Settlement;
import dev.fermata.machine.Callee;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One execution of a compiled task, driven as the engine does, with crashes on the way. */
final class MachineRun {

    private final TaskDescriptor task;
    private final Object target;
    private final Trace trace;
    private final Crashes crashes;

    MachineRun(TaskDescriptor task, Object target, FrameStore frames, CrashPlan plan, Trace trace) {
        this.task = task;
        this.target = target;
        this.trace = trace;
        this.crashes = new Crashes(plan, frames);
    }

    Outcome run(@Nullable Object[] arguments) {
        try {
            Strand strand = new Strand(stack(), this::stack, crashes, trace);
            String end = trace.record(() -> describe(strand.run(arguments)));
            return new Outcome(trace.events(), end);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The machine of " + task.method() + " breaks its contract", e);
        }
    }

    int suspensions() {
        return crashes.suspensions();
    }

    private MachineStack stack() {
        return new MachineStack(
                new Callee(task.machine(), task.factory().create(target, bean())), UnaryOperator.identity());
    }

    /** What a container would hand out for the target: what a static method {@code bean} of its class answers, if any. */
    private Object bean() {
        for (Method method : target.getClass().getDeclaredMethods()) {
            if (method.getName().equals("bean") && Modifier.isStatic(method.getModifiers())) {
                try {
                    method.setAccessible(true);
                    return Objects.requireNonNull(method.invoke(null, target));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException(method + " cannot be called", e);
                }
            }
        }
        return target;
    }

    private static String describe(Settlement end) {
        Throwable failure = end.failure();
        return failure == null ? "returns " + Portrait.of(end.result()) : "throws " + Portrait.of(failure);
    }
}
