package dev.fermata.engine.attack;

import dev.fermata.engine.attack.Shape.Deed;
import dev.fermata.engine.model.RunId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an attack left in the databases, held against what was ordered and what the kills can explain. */
final class Evidence {

    /** A run as it was triggered. */
    record Ordered(Shape shape, int n) {}

    private record Key(RunId run, String step) {}

    private record Occurrence(RunId run, int sequence) {}

    private record Execution(RunId run, int sequence, String step, long pid, Instant at) {}

    private final Arena arena;
    private final Map<RunId, Ordered> runs;
    private final Tally tally;
    private final Map<Long, String> leasesLost;
    private final List<String> lost = new ArrayList<>();
    private final List<String> duplicated = new ArrayList<>();
    private int crashed;
    private int repeated;

    /** @param stuck runs that nothing would have moved again, whenever that was looked for */
    Evidence(Arena arena, Map<RunId, Ordered> runs, Tally tally, Map<Long, String> leasesLost, Set<String> stuck) {
        lost.addAll(stuck);
        this.arena = arena;
        this.runs = runs;
        this.tally = tally;
        this.leasesLost = leasesLost;
        Set<RunId> completed = ends();
        transactional(completed);
        others(completed);
    }

    /** Runs or effects that are missing, or wrong. */
    List<String> lost() {
        return lost;
    }

    /** Ends, effects or executions that are there more often than may be. */
    List<String> duplicated() {
        return duplicated;
    }

    /** Executions of steps without a transaction that a kill made necessary. */
    int repeated() {
        return repeated;
    }

    int crashed() {
        return crashed;
    }

    int leasesLost() {
        return leasesLost.size();
    }

    Tally tally() {
        return tally;
    }

    int runs() {
        return runs.size();
    }

    private Set<RunId> ends() {
        Map<RunId, List<String>> ends = new HashMap<>();
        for (Map<String, @Nullable Object> row : arena.database()
                .rows("select e.run, e.state, convert_from(r.output, 'UTF8') as output"
                        + " from arena.ended e join fermata.run r on r.id = e.run")) {
            ends.computeIfAbsent(run(row), key -> new ArrayList<>()).add(row.get("state") + " " + row.get("output"));
        }
        Set<RunId> completed = new HashSet<>();
        runs.forEach((run, ordered) -> {
            List<String> all = ends.getOrDefault(run, List.of());
            if (all.isEmpty()) {
                lost.add(run + " " + ordered + " never ended");
            } else if (all.size() > 1) {
                duplicated.add(run + " ended " + all);
            } else if (all.get(0).startsWith("CRASHED") && tally.lost(run) > 2) {
                crashed++;
            } else if (!all.get(0).equals("COMPLETED " + ordered.shape().result(ordered.n()))) {
                lost.add(run + " " + ordered + " ended " + all);
            } else {
                completed.add(run);
            }
        });
        return completed;
    }

    private void transactional(Set<RunId> completed) {
        Map<Key, Integer> effects = new HashMap<>();
        for (Map<String, @Nullable Object> row : arena.database().rows("select run, step from arena.ledger")) {
            effects.merge(new Key(run(row), text(row, "step")), 1, Integer::sum);
        }
        effects.forEach((key, times) -> {
            if (times > 1) {
                duplicated.add("transactional " + key + " has had its effect " + times + " times");
            }
        });
        expect(completed, true, effects.keySet());
    }

    private void others(Set<RunId> completed) {
        Map<RunId, List<Execution>> executions = new HashMap<>();
        Set<Key> seen = new HashSet<>();
        for (Map<String, @Nullable Object> row :
                arena.other().rows("select *, at::text as time from deed where not failed")) {
            Execution execution = new Execution(
                    run(row),
                    (int) Objects.requireNonNull(row.get("sequence")),
                    text(row, "step"),
                    (long) Objects.requireNonNull(row.get("pid")),
                    instant(row, "time"));
            executions
                    .computeIfAbsent(execution.run(), key -> new ArrayList<>())
                    .add(execution);
            seen.add(new Key(execution.run(), execution.step()));
        }
        expect(completed, false, seen);
        executions.forEach(this::repeats);
        afterTheirCheckpoint(executions);
    }

    private void expect(Set<RunId> completed, boolean isTransactional, Set<Key> seen) {
        for (RunId run : completed) {
            for (Deed deed : Objects.requireNonNull(runs.get(run)).shape().deeds()) {
                if (deed.isSuccessful()
                        && deed.isTransactional() == isTransactional
                        && !seen.contains(new Key(run, deed.step()))) {
                    lost.add(run + ": step " + deed.step() + " left no trace");
                }
            }
        }
    }

    private void repeats(RunId run, List<Execution> all) {
        int more = all.size()
                - (int) all.stream().map(one -> one.step()).distinct().count();
        repeated += more;
        if (more > tally.interrupted(run) && all.stream().noneMatch(one -> leasesLost.containsKey(one.pid()))) {
            duplicated.add(run + " repeated " + more + " steps, but only " + tally.interrupted(run)
                    + " kills caught it in one: " + all);
        }
    }

    private void afterTheirCheckpoint(Map<RunId, List<Execution>> executions) {
        Map<Occurrence, Instant> committed = new HashMap<>();
        for (Map<String, @Nullable Object> row : arena.database()
                .rows("select run_id as run, sequence, committed_at::text as time from fermata.checkpoint")) {
            committed.put(
                    new Occurrence(run(row), (int) Objects.requireNonNull(row.get("sequence"))), instant(row, "time"));
        }
        executions.values().stream().flatMap(List::stream).forEach(one -> {
            Instant at = committed.get(new Occurrence(one.run(), one.sequence()));
            if (at != null && one.at().isAfter(at) && !leasesLost.containsKey(one.pid())) {
                duplicated.add(one + " was executed after its checkpoint was committed at " + at);
            }
        });
    }

    private static RunId run(Map<String, @Nullable Object> row) {
        return new RunId((UUID) Objects.requireNonNull(row.get("run")));
    }

    private static String text(Map<String, @Nullable Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column));
    }

    /** As PostgreSQL prints it, to the microsecond. */
    private static Instant instant(Map<String, @Nullable Object> row, String column) {
        String text = text(row, column).replace(' ', 'T');
        return OffsetDateTime.parse(text.matches(".*[+-]\\d\\d") ? text + ":00" : text)
                .toInstant();
    }
}
