package dev.fermata.testing.fuzz;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which suspending calls have really run, by the class they stand in. */
final class Sites {

    private static final Map<String, BitSet> RAN = new ConcurrentHashMap<>();

    private Sites() {}

    static void ran(Class<?> task, int site) {
        BitSet sites = RAN.computeIfAbsent(task.getSimpleName(), name -> new BitSet());
        synchronized (sites) {
            sites.set(site);
        }
    }

    /** What ran of a program since it was last asked. */
    static BitSet take(String program) {
        BitSet sites = RAN.remove(program);
        return sites == null ? new BitSet() : sites;
    }
}
