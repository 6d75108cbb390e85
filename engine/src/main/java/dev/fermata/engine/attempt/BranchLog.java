package dev.fermata.engine.attempt;

import dev.fermata.engine.model.BranchProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far the branches of one run have come, as it is stored. Each branch is written by one thread at a time. */
final class BranchLog {

    /**
     * What is known of one branch.
     *
     * @param since when {@link BranchProgress#wakeAfter()} began, by the monotonic clock
     */
    record Entry(BranchProgress branch, long since) {

        /** How long it still waits; zero when it is due. */
        Duration left(long now) {
            Duration rest = branch.wakeAfter().minusNanos(now - since);
            return rest.isNegative() ? Duration.ZERO : rest;
        }
    }

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    BranchLog(List<BranchProgress> branches) {
        branches.forEach(this::put);
    }

    @Nullable
    Entry find(String path) {
        return entries.get(path);
    }

    void put(BranchProgress branch) {
        entries.put(branch.path(), new Entry(branch, System.nanoTime()));
    }

    /** The fork with this path is over. */
    void forget(String fork) {
        entries.keySet().removeIf(path -> path.startsWith(fork + "/"));
    }
}
