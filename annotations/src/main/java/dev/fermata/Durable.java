package dev.fermata;

import dev.fermata.machine.DurableScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only a durable run can do. Inside a {@link Task} the calls to {@link Suspends} methods are compiled into
 * suspension points and never execute as written; called anywhere else they throw {@code FERMATA-2001}, unless a test
 * has bound a {@link DurableScope}.
 */
public final class Durable {

    private Durable() {}

    /**
     * Suspends the run for a duration of any length. It holds no thread and no connection, and a restart does not start
     * it over.
     *
     * @param duration zero or negative returns at once, after a checkpoint
     */
    @Suspends
    public static void sleep(Duration duration) {
        DurableScope.current("Durable.sleep").sleep(duration);
    }

    /**
     * Saves a value: after a crash the run goes on with it, and {@code value} is not evaluated again.
     *
     * @param key a constant, part of the checkpoint's label
     * @return {@code value}
     */
    @Suspends
    public static <T extends @Nullable Object> T checkpoint(String key, T value) {
        return value;
    }

    /**
     * Pins the label of the next suspension point of the same block, so that runs in flight find it whatever is edited
     * around it. Nothing happens at run time.
     *
     * @param name a constant, unique in its method: letters, digits, {@code .}, {@code _} and {@code -}
     */
    public static void label(String name) {}

    /**
     * Runs branches side by side, each with checkpoints of its own, and returns their results in order. When branches
     * fail, the others settle first; then the failure of the first that failed, in order, is thrown, with those of the
     * others as suppressed exceptions. As plain Java the branches run one after the other.
     *
     * @param branches lambdas; they must not share anything mutable
     */
    @Suspends
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object, X extends Exception> List<T> all(Branch<? extends T, X>... branches)
            throws X {
        List<Branch<? extends T, X>> open = List.of(branches);
        return map(open, Branch::run);
    }

    /** See {@link #all(Branch[])}; these branches have no results. */
    @Suspends
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <X extends Exception> void all(BranchAction<X>... branches) throws X {
        Settled failed = new Settled();
        for (BranchAction<X> branch : branches) {
            try {
                branch.run();
            } catch (Throwable e) {
                failed.add(e);
            }
        }
        failed.<X>rethrow();
    }

    /**
     * Runs one branch for each item, all side by side; see {@link #all(Branch[])}.
     *
     * @param items walked once, before the first branch begins
     * @param each a lambda; branches must not share anything mutable
     */
    @Suspends
    public static <E extends @Nullable Object, T extends @Nullable Object, X extends Exception> List<T> map(
            Collection<? extends E> items, ItemBranch<? super E, ? extends T, X> each) throws X {
        return map(items, each, Integer.MAX_VALUE);
    }

    /**
     * Runs one branch for each item, at most {@code concurrency} of them at a time.
     *
     * @param concurrency 1 or more
     * @throws IllegalArgumentException {@code concurrency} is less than 1
     */
    @Suspends
    public static <E extends @Nullable Object, T extends @Nullable Object, X extends Exception> List<T> map(
            Collection<? extends E> items, ItemBranch<? super E, ? extends T, X> each, int concurrency) throws X {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
        }
        List<T> results = new ArrayList<>(items.size());
        Settled failed = new Settled();
        for (E item : items) {
            try {
                results.add(each.run(item));
            } catch (Throwable e) {
                failed.add(e);
            }
        }
        failed.<X>rethrow();
        return results;
    }

    /**
     * A key for this execution of the current step: the same across retries, restarts and take-over by another node, a
     * different one for every other step call of every run. Pass it to a provider that deduplicates requests.
     *
     * @throws FermataException {@code FERMATA-2001} outside a step of a durable run
     */
    public static String idempotencyKey() {
        return DurableScope.current("Durable.idempotencyKey").idempotencyKey();
    }
}
