package dev.fermata.processor.lower;

import dev.fermata.machine.Callee;
import dev.fermata.machine.DurableScope;
import dev.fermata.machine.TaskCatalog;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one task plainly, or as a stack of machines that are replaced by fresh ones at every resume point. */
public final class Driver {

    /** What can be observed of a run: the order of effects, and how it ended. */
    public record Outcome(List<String> trace, String end) {}

    private final Class<?> owner;
    private final String task;

    public Driver(ClassLoader classes, String owner, String task) {
        try {
            this.owner = classes.loadClass(owner);
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
        Class<?> type = target.getClass();
        while (true) {
            try {
                var field = type.getDeclaredField("trace");
                field.setAccessible(true);
                return (List<String>) field.get(target);
            } catch (NoSuchFieldException e) {
                type = type.getSuperclass();
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String failed(Throwable failure) {
        return failure instanceof NullPointerException ? "threw NPE" : "threw " + failure + suppressed(failure);
    }

    private static String suppressed(Throwable failure) {
        return failure.getSuppressed().length == 0 ? "" : " suppressed " + List.of(failure.getSuppressed());
    }

    public Outcome plainly(Object... arguments) {
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

    /** @param crashing whether all machines are lost at every resume point and go on from what was saved */
    public Outcome compiled(boolean crashing, @Nullable Object... arguments) {
        Object target = target();
        MachineStack stack = new MachineStack(() -> first(target), crashing, trace(target));
        stack.start(arguments);
        String end;
        try {
            end = "returned " + stack.run();
        } catch (Throwable failure) {
            end = failed(failure);
        }
        return new Outcome(new ArrayList<>(trace(target)), end);
    }

    private Callee first(Object target) {
        return TaskCatalog.of(owner).orElseThrow().tasks().stream()
                .filter(found -> found.method().getName().equals(task))
                .map(found -> new Callee(found.machine(), found.factory().create(target, target)))
                .findFirst()
                .orElseThrow();
    }
}
