package dev.fermata.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** What the steps of a compiled task write down, and where a test makes them fail or wait. */
public final class Ledger {

    private final List<String> entries = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Callable<?>> before = new ConcurrentHashMap<>();

    /** Called by steps: writes the entry down, then does what the test wants done there. */
    public void enter(String entry) {
        entries.add(entry);
        Callable<?> action = before.get(entry);
        if (action != null) {
            try {
                Object unused = action.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void on(String entry, Callable<?> action) {
        before.put(entry, action);
    }

    List<String> entries() {
        return List.copyOf(entries);
    }
}
