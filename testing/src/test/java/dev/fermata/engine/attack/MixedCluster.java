package dev.fermata.engine.attack;

import static org.awaitility.Awaitility.await;

import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.attack.WorkerProcess.Plan;
import dev.fermata.engine.model.RunId;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.Stuck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Three worker processes and a fourth hand that kills them. A kill is aimed at a place, which the marks show; what it hit
 * is read from the marks that the dead process left, and only that is counted.
 */
final class MixedCluster implements AutoCloseable {

    private static final int WORKERS = 3;

    /** Processes that are ready to replace a killed one. */
    private static final int READY = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AIMING = Duration.ofSeconds(3);

    /**
     * How much is done.
     *
     * @param least kills that must be counted, by what they hit
     * @param patience how long the end is waited for after the last kill
     */
    record Size(int runs, Map<Hit, Integer> least, Duration patience) {

        int kills() {
            return least.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private record Member(String name, JvmProcess process, Marks marks) {}

    private final Arena arena = new Arena(Duration.ofSeconds(3));
    private final Random random;
    private final Size size;
    private final Fault fault;
    private final Path directory;
    private final List<Member> working = new ArrayList<>();
    private final List<Member> ready = new ArrayList<>();
    private final List<Member> dead = new ArrayList<>();
    private final Map<RunId, Evidence.Ordered> runs = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final Set<String> stuck = new TreeSet<>();
    private int launched;

    MixedCluster(Random random, Size size, Fault fault, Path directory) {
        this.random = random;
        this.size = size;
        this.fault = fault;
        this.directory = directory;
    }

    /** Triggers and kills until every place was hit as often as wanted, waits for the end, and says what there is to see. */
    Evidence attack() {
        while (working.size() < WORKERS) {
            working.add(started(launch()));
        }
        prepare();
        int strikes = 0;
        while (!tally.reaches(size.least())) {
            if (strikes > 4 * size.kills() + 10) {
                throw new AssertionError("after " + strikes + " kills only " + tally + " of " + size.least());
            }
            feed(strikes);
            strike(nextAim());
            strikes++;
            while (working.size() < WORKERS) {
                prepare();
                working.add(started(ready.remove(0)));
            }
            prepare();
            stuck.addAll(Stuck.in(arena.database()));
        }
        while (runs.size() < size.runs()) {
            trigger();
        }
        awaitEnd();
        stuck.addAll(Stuck.in(arena.database()));
        return new Evidence(arena, runs, tally, leasesLost(), stuck);
    }

    Arena arena() {
        return arena;
    }

    /** What has not ended by then is found missing. */
    private void awaitEnd() {
        try {
            await().atMost(size.patience())
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> arena.count("select count(*) from fermata.active_run") == 0);
        } catch (ConditionTimeoutException e) {
            WorkerProcess.say("not ended: " + arena.database().rows("select * from fermata.active_run"));
        }
    }

    /** Enough to strike at, and a share of all runs with each strike. */
    private void feed(int strikes) {
        int upTo = (int) Math.min(size.runs(), (strikes + 1L) * size.runs() * 4 / (5L * size.kills()) + 1);
        while (runs.size() < upTo) {
            trigger();
        }
        long active = arena.count(
                "select count(*) from fermata.active_run a where not exists (select from"
                        + " fermata.worker w where w.id = a.worker and w.name = any (string_to_array(?, ' ')))",
                gone());
        for (; active < 20; active++) {
            trigger();
        }
    }

    private String gone() {
        return dead.stream().map(Member::name).collect(Collectors.joining(" "));
    }

    private void trigger() {
        Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
        int n = runs.size() + 1;
        runs.put(arena.trigger(shape.task(), n), new Evidence.Ordered(shape, n));
    }

    private Hit nextAim() {
        List<Hit> open = new ArrayList<>();
        for (Hit hit : Hit.values()) {
            int missing = size.least().getOrDefault(hit, 0) - tally.of(hit);
            open.addAll(Collections.nCopies(Math.max(0, missing), hit));
        }
        return open.get(random.nextInt(open.size()));
    }

    private void strike(Hit aim) {
        if (aim == Hit.RECOVERY) {
            // One is dead and holds runs still; of the two that may take them over, one goes next.
            Member first = kill(sighted(Hit.STEP), Hit.STEP);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(3_000)));
            boolean isRecovering = holds(first);
            kill(sighted(Hit.STEP), isRecovering ? Hit.RECOVERY : Hit.STEP);
        } else if (aim == Hit.DRAIN) {
            Member draining = working.get(random.nextInt(working.size()));
            draining.process().tell("drain");
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(40_000)));
            kill(draining, Hit.DRAIN);
        } else {
            kill(sighted(aim), aim);
        }
    }

    private boolean holds(Member member) {
        return arena.count(
                        "select count(*) from fermata.active_run a join fermata.worker w on w.id = a.worker where w.name = ?",
                        member.name())
                > 0;
    }

    /** The first worker seen to stand where the kill is aimed at; any, if none is for long. */
    private Member sighted(Hit aim) {
        List<Member> targets = new ArrayList<>(working);
        Collections.shuffle(targets, random);
        long end = System.nanoTime() + AIMING.toNanos();
        while (System.nanoTime() < end) {
            for (Member target : targets) {
                if (target.marks().showAny(aim.places())) {
                    return target;
                }
            }
            Thread.onSpinWait();
        }
        return targets.get(0);
    }

    private Member kill(Member member, Hit aim) {
        member.process().kill();
        working.remove(member);
        dead.add(member);
        tally.count(aim, member.marks().all(), member.process().output().contains("drained"));
        return member;
    }

    private Member launch() {
        String name = "w" + ++launched;
        Path file = directory.resolve(name);
        Plan plan =
                Plan.named(name).withMarks(file).withFault(fault).withOrders(new Orders(Duration.ofMillis(30), "", ""));
        return new Member(name, arena.launch(plan), Marks.of(file));
    }

    private static Member started(Member member) {
        member.process().tell("start");
        member.process().awaitLine("started"::equals, PATIENCE);
        return member;
    }

    private void prepare() {
        while (ready.size() < READY) {
            prepareOne();
        }
    }

    private void prepareOne() {
        ready.add(launch());
    }

    /** Processes that were slow enough to be declared dead while they lived. */
    private Map<Long, String> leasesLost() {
        Map<Long, String> lost = new HashMap<>();
        List<Member> all = new ArrayList<>(dead);
        all.addAll(working);
        for (Member member : all) {
            @Nullable
            String line = member.process().output().stream()
                    .filter(text -> text.contains("was declared dead"))
                    .findFirst()
                    .orElse(null);
            if (line != null) {
                lost.put(member.process().pid(), line);
            }
        }
        return lost;
    }

    @Override
    public void close() {
        arena.close();
    }
}
