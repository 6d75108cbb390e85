package dev.fermata.adversity;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.TransactedCheckpoints;
import dev.fermata.engine.store.WorkerStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Looks at every claim any node of this JVM is given, and at every failure of the database its engine meets. */
final class Watch {

    /** Answers in the store's place; null: the store answers. */
    interface Lie {
        @Nullable
        Object instead(String method, Object[] arguments);
    }

    private volatile Lie lie = (method, arguments) -> null;
    private final Set<String> claims = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> lastClaims = new HashMap<>();
    private final AtomicInteger refusedWrites = new AtomicInteger();
    private final AtomicInteger lateWrites = new AtomicInteger();
    private final List<String> twice = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();

    /** The same ports, watched. */
    Stores over(Stores stores) {
        return new Stores(
                stores.runs(),
                over(AttemptStore.class, stores.attempts()),
                over(TransactedCheckpoints.class, stores.transacted()),
                over(WorkerStore.class, stores.workers()),
                stores.places(),
                stores.wake());
    }

    private <T> T over(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                    try {
                        Object lied = lie.instead(method.getName(), arguments);
                        Object answer = lied == null ? method.invoke(store, arguments) : lied;
                        if (method.getName().equals("write")) {
                            written(arguments[arguments.length - 1], answer);
                        }
                        if (answer instanceof List<?> list) {
                            list.forEach(this::look);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        failed(e.getCause());
                        throw e.getCause();
                    }
                }));
    }

    /** How many writes were answered whose claim was no longer the latest of its run. */
    int lateWrites() {
        return lateWrites.get();
    }

    /** How many batches had a write that was refused because its claim or the lease was gone. */
    int refusedWrites() {
        return refusedWrites.get();
    }

    /** From now on the store is wrong. */
    void lie(Lie next) {
        lie = next;
    }

    /** Pairs of run and claim number that were handed out more than once: a fence that was reused. */
    synchronized List<String> reusedFences() {
        return List.copyOf(twice);
    }

    int claims() {
        return claims.size();
    }

    /** The number of the latest claim of the run with this id that was handed out; 0 for none. */
    synchronized int lastClaim(String run) {
        return lastClaims.getOrDefault(run, 0);
    }

    /** How often the database failed a claim, a write or a heartbeat, by SQLState. */
    synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    /** How often it failed with that SQLState. */
    synchronized int failures(String state) {
        return failures.getOrDefault(state, 0);
    }

    private void written(Object items, @Nullable Object answer) {
        if (answer instanceof List<?> list ? list.contains(WriteResult.CLAIM_LOST) : answer == WriteResult.CLAIM_LOST) {
            refusedWrites.incrementAndGet();
        }
        List<?> all = items instanceof List<?> list ? list : List.of(items);
        for (Object each : all) {
            if (each instanceof AttemptWrite item
                    && item.claim() < lastClaim(item.run().value().toString())) {
                lateWrites.incrementAndGet();
            }
        }
    }

    private synchronized void look(@Nullable Object answer) {
        if (answer instanceof Claim claim) {
            lastClaims.merge(claim.run().value().toString(), claim.number(), Math::max);
            if (!claims.add(claim.run() + "#" + claim.number())) {
                twice.add(claim.run() + "#" + claim.number());
            }
        }
    }

    private synchronized void failed(@Nullable Throwable failure) {
        if (failure instanceof StoreException) {
            failures.merge(
                    failure.getCause() instanceof SQLException e ? String.valueOf(e.getSQLState()) : "other",
                    1,
                    Integer::sum);
        }
    }
}
