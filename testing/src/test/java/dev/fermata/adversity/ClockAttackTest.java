package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attack 6: workers whose clocks are a day late, a day early, and jump between the two. Needs Debian's libfaketime. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(600)
class ClockAttackTest {

    private static final List<String> JUMPS = List.of("+1d", "-1d", "+0", "+23h", "-3h");

    /** Three JVMs start and compile their task here; on a busy machine that takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestDatabase database;

    @TempDir
    private Path directory;

    ClockAttackTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void noClockOfAWorkerChangesALeaseADelayARetryOrAnId() {
        Optional<Path> library = library();
        Assumptions.assumeTrue(library.isPresent(), "libfaketime is not installed");
        Form form = new Form("clocks");
        database.execute(AttackWorker.Ticks.TABLE);
        Path jumping = directory.resolve("faketime");
        set(jumping, "+0");
        try (JvmProcess ahead = worker("ahead", library.get(), Map.of("FAKETIME", "+1d"));
                JvmProcess behind = worker("behind", library.get(), Map.of("FAKETIME", "-1d"));
                JvmProcess jumper = worker(
                        "jumper",
                        library.get(),
                        Map.of("FAKETIME_TIMESTAMP_FILE", jumping.toString(), "FAKETIME_CACHE_DURATION", "1"))) {
            List<JvmProcess> all = List.of(ahead, behind, jumper);
            jumper.awaitLine(line -> line.startsWith("clock"), PATIENCE);
            Random random = form.random();
            for (int i = 0; i < Form.pick(7, 80); i++) {
                // The first whatever the seed; the library looks about once a second.
                set(jumping, JUMPS.get(i < 4 ? i % 2 : random.nextInt(JUMPS.size())));
                Form.lasts(Duration.ofMillis(1500));
            }
            all.forEach(each -> each.awaitLine(line -> line.equals("triggered"), PATIENCE));
            await().atMost(PATIENCE)
                    .until(
                            () -> count("select count(*) from fermata.run where state = 'COMPLETED'"),
                            completed -> completed == 3L * ClockWorker.RUNS);

            assertThat(offsetHours(ahead)).allMatch(hours -> hours >= 23);
            assertThat(offsetHours(behind)).allMatch(hours -> hours <= -23);
            assertThat(offsetHours(jumper)).anyMatch(hours -> hours >= 20).anyMatch(hours -> hours <= -20);
            assertThat(all).allMatch(JvmProcess::isAlive);
        }
        assertThat(count("select count(*) from fermata.worker where gone_at is not null or epoch > 1"))
                .as("workers declared dead")
                .isZero();
        assertThat(count("select count(distinct id) from fermata.run where get_byte(uuid_send(id), 6) >> 4 = 7"))
                .isEqualTo(3L * ClockWorker.RUNS);
        assertThat(count("select count(*) from fermata.run where created_at not between"
                        + " clock_timestamp() - interval '1 hour' and clock_timestamp()"))
                .isZero();
        assertThat(count("select count(*) from tick where step in ('first', 'last')"))
                .as("each step once")
                .isEqualTo(6L * ClockWorker.RUNS);
        String gaps = gaps("the sleep of 2 s", "first", 2000, "min") + ", "
                + gaps("the retry after 1 s", "flaky", 1000, "max");
        assertThat(Stuck.in(database)).isEmpty();
        form.report(3 * ClockWorker.RUNS + " runs on clocks of +1 day, -1 day and jumping; " + gaps);
    }

    /**
     * How long after the first tick of {@code from} the one of the step that {@code end} picks came, by the database's
     * clock.
     */
    private String gaps(String what, String from, long least, String end) {
        Map<String, Object> gap =
                Objects.requireNonNull(database.rows("""
                select min(gap) as least, max(gap) as most from (
                    select (1000 * extract(epoch from %s(b.at) - min(a.at)))::bigint as gap
                    from tick a join tick b on a.run = b.run and b.step = 'flaky'
                    where a.step = '%s' group by a.run) gaps""".formatted(end, from)).get(0));
        assertThat((Long) gap.get("least")).as(what).isGreaterThanOrEqualTo(least);
        assertThat((Long) gap.get("most")).as(what).isLessThan(least + 10_000);
        return what + " took " + gap.get("least") + " to " + gap.get("most") + " ms";
    }

    private static List<Long> offsetHours(JvmProcess worker) {
        long now = System.currentTimeMillis();
        return worker.output().stream()
                .filter(line -> line.startsWith("clock "))
                .map(line -> Math.round((Long.parseLong(line.substring(6)) - now) / 3_600_000.0))
                .toList();
    }

    /** Monotonic time goes on as it is: no machine's jumps. */
    private JvmProcess worker(String name, Path library, Map<String, String> clock) {
        Map<String, String> environment = new java.util.HashMap<>(clock);
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // The library's own remedy for old C libraries makes every wait of a JVM ten times as long.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return AttackWorker.start(database, name, ClockWorker.class, environment, List.of("-Xmx256m"));
    }

    private static void set(Path file, String time) {
        try {
            Path next = Files.writeString(file.resolveSibling("next"), time + "\n");
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> library() {
        try (Stream<Path> systems = Files.list(Path.of("/usr/lib"))) {
            return systems.map(system -> system.resolve("faketime").resolve("libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private long count(String sql) {
        return Objects.requireNonNull(database.value(Long.class, sql));
    }
}
