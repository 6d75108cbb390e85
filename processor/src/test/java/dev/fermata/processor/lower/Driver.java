package dev.fermata.processor.lower;

import dev.fermata.machine.DurableScope;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one task plainly, or as a machine that is replaced by a fresh one at every resume point. */
final class Driver {

    /** What can be observed of a run: the order of effects, and how it ended. */
    record Outcome(List<String> trace, String end) {}

    private final Class<?> owner;
    private final Class<?> machine;
    private final String task;

    Driver(ClassLoader classes, String owner, String task) {
        try {
            this.owner = classes.loadClass(owner);
            this.machine = classes.loadClass(owner + "$" + task);
            this.task = task;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object target() {
        try {
            Constructor<?> constructor = owner.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> trace(Object target) {
        try {
            var field = target.getClass().getDeclaredField("trace");
            field.setAccessible(true);
            return (List<String>) field.get(target);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String failed(Throwable failure) {
        return failure instanceof NullPointerException ? "threw NPE" : "threw " + failure + suppressed(failure);
    }

    private static String suppressed(Throwable failure) {
        return failure.getSuppressed().length == 0 ? "" : " suppressed " + List.of(failure.getSuppressed());
    }

    Outcome plainly(Object... arguments) {
        Object target = target();
        String end;
        try {
            Method method = java.util.Arrays.stream(owner.getDeclaredMethods())
                    .filter(candidate -> candidate.getName().equals(task) && !candidate.isBridge())
                    .findFirst()
                    .orElseThrow();
            method.setAccessible(true);
            end = "returned "
                    + DurableScope.call(new TracingScope(trace(target)), () -> method.invoke(target, arguments));
        } catch (InvocationTargetException e) {
            end = failed(e.getTargetException());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Outcome(new ArrayList<>(trace(target)), end);
    }

    private record TracingScope(List<String> trace) implements DurableScope {

        @Override
        public void sleep(Duration duration) {
            trace.add("sleep " + java.util.Objects.requireNonNull(duration));
        }

        @Override
        public String idempotencyKey() {
            return "key";
        }
    }

    private TaskMachine fresh(Object target, Object bean) {
        try {
            Constructor<?> constructor = machine.getDeclaredConstructor(Object.class, Object.class);
            constructor.setAccessible(true);
            return (TaskMachine) constructor.newInstance(target, bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param crashing whether the machine is lost at every resume point and goes on from what was saved */
    Outcome compiled(boolean crashing, @Nullable Object... arguments) {
        Object target = target();
        return compiled(crashing, target, target, arguments);
    }

    Outcome compiled(boolean crashing, Object target, Object bean, @Nullable Object... arguments) {
        TaskMachine current = fresh(target, bean);
        current.start(arguments);
        while (true) {
            current = crashing ? again(current, target, bean) : current;
            Transition transition = current.advance();
            if (transition instanceof Transition.Completed completed) {
                return new Outcome(new ArrayList<>(trace(target)), "returned " + completed.result());
            }
            if (transition instanceof Transition.Threw threw) {
                return new Outcome(new ArrayList<>(trace(target)), failed(threw.failure()));
            }
            if (crashing) {
                current = again(current, target, bean);
                current.advance();
            }
            try {
                if (transition instanceof Transition.Sleep sleep) {
                    trace(target).add("sleep " + sleep.duration());
                    current.returned(null);
                } else {
                    current.returned(current.call());
                }
            } catch (Throwable failure) {
                if (!current.threw(failure)) {
                    return new Outcome(new ArrayList<>(trace(target)), failed(failure));
                }
            }
        }
    }

    private TaskMachine again(TaskMachine lost, Object target, Object bean) {
        TaskMachine fresh = fresh(target, bean);
        fresh.restore(lost.point(), lost.save());
        return fresh;
    }
}
