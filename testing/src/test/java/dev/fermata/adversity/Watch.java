package dev.fermata.adversity;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Looks at every claim any node of this JVM is given, and at every failure of the database. */
final class Watch {

    /** Answers in the store's place; null: the store answers. */
    interface Lie {
        @Nullable
        Object instead(String method, Object[] arguments);
    }

    private volatile Lie lie = (method, arguments) -> null;
    private final Set<String> claims = ConcurrentHashMap.newKeySet();
    private final List<String> twice = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();

    /** The same ports, watched. */
    Stores over(Stores stores) {
        AttemptStore attempts = (AttemptStore) Proxy.newProxyInstance(
                AttemptStore.class.getClassLoader(),
                new Class<?>[] {AttemptStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Object lied = lie.instead(method.getName(), arguments);
                        Object answer = lied == null ? method.invoke(stores.attempts(), arguments) : lied;
                        if (answer instanceof List<?> list) {
                            list.forEach(this::look);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        failed(e.getCause());
                        throw e.getCause();
                    }
                });
        return new Stores(
                stores.runs(), attempts, stores.transacted(), stores.workers(), stores.places(), stores.wake());
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

    /** How often the database failed a claim or a write, by SQLState. */
    synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failures);
    }

    private synchronized void look(@Nullable Object answer) {
        if (answer instanceof Claim claim && !claims.add(claim.run() + "#" + claim.number())) {
            twice.add(claim.run() + "#" + claim.number());
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
