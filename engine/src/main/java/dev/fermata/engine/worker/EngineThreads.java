package dev.fermata.engine.worker;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Where the engine's threads come from: platform threads for its few loops, virtual ones for attempts where there are. */
final class EngineThreads {

    private static final long IDLE_SECONDS = 30;

    private EngineThreads() {}

    /** Daemons: a worker that is not drained must not keep its JVM alive, its lease ends with it. */
    static ThreadFactory platform(String name) {
        AtomicLong number = new AtomicLong();
        return body -> {
            Thread thread = new Thread(body, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs each attempt on a thread of its own; with {@code virtual} on a virtual one where the JVM has them. Bounded by
     * the slots, not here; idle threads end by themselves, so there is nothing to shut down.
     */
    static Executor forAttempts(String name, boolean virtual) {
        Optional<ThreadFactory> threads = virtual ? virtual(name) : Optional.empty();
        if (threads.isPresent()) {
            return attempt -> threads.get().newThread(attempt).start();
        }
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), platform(name));
    }

    /** {@code Thread.ofVirtual().name(name, 1).factory()}, which Java 17 does not have. */
    private static Optional<ThreadFactory> virtual(String name) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(named));
        } catch (ClassNotFoundException | NoSuchMethodException | UnsupportedOperationException e) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Virtual threads exist but cannot be made", e);
        }
    }
}
