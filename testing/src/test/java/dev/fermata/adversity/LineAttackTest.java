package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attack 4: two nodes, each behind a line of its own that loses, resets, stalls and dies silently. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(1200)
class LineAttackTest {

    private enum Weather {
        BATCH_REPLY_LOST,
        COMMIT_REPLY_LOST,
        RESET,
        SHORT_STALL,
        LONG_STALL,
        NOTHING_ARRIVES,
        NO_ANSWER_ARRIVES
    }

    private final TestDatabase database;
    private final TcpProxy[] lines;
    private final Map<Weather, Integer> hits = new EnumMap<>(Weather.class);

    LineAttackTest(TestDatabase database) {
        this.database = database;
        this.lines = new TcpProxy[] {
            new TcpProxy(database.host(), database.port()), new TcpProxy(database.host(), database.port())
        };
    }

    @AfterEach
    void close() {
        for (TcpProxy line : lines) {
            line.close();
        }
    }

    @Test
    void nothingIsLostNorDoneTwiceWhateverTheLineDoes() {
        Form form = new Form("line");
        Random random = form.random();
        int rounds = Form.pick(2, 20);
        String figures;
        try (Storm storm = new Storm(database)) {
            storm.node("one", url(0));
            storm.node("two", url(1));
            storm.load(database.jdbcUrl(), Duration.ofMillis(40));
            await().until(() -> storm.accepted() > 5);
            for (int round = 0; round < rounds; round++) {
                List<Weather> order = new ArrayList<>(List.of(Weather.values()));
                Collections.shuffle(order, random);
                for (Weather weather : order) {
                    inflict(weather, lines[random.nextInt(2)]);
                    Form.lasts(Duration.ofMillis(100 + random.nextInt(200)));
                }
            }
            storm.calm();
            figures = storm.verify();
            assertThat(storm.count("select count(*) from fermata.worker where gone_at is not null"))
                    .as("a stall longer than the lease costs the claims")
                    .isPositive();
        }

        assertThat(hits).containsOnlyKeys(Weather.values());
        assertThat(hits.get(Weather.BATCH_REPLY_LOST)).isGreaterThanOrEqualTo(rounds);
        assertThat(hits.get(Weather.COMMIT_REPLY_LOST)).isGreaterThanOrEqualTo(rounds);
        form.report(hits + ", " + figures);
    }

    /** Nothing arrives on it any more and nobody closes it: the node believes that it still hears the others. */
    @Test
    void aListenerThatDiesSilentlyCostsThePollIntervalAndNoRun() {
        Set<Long> listeners = ConcurrentHashMap.newKeySet();
        AtomicInteger unheard = new AtomicInteger();
        lines[0].inflict((toServer, chunk, length, connection) -> {
            if (toServer && new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains("listen \"")) {
                listeners.add(connection);
                return Verdict.PASS;
            }
            // The server announces itself by notifications that nobody asked for; their messages begin with 'A'.
            if (!toServer && listeners.contains(connection) && (unheard.get() > 0 || chunk[0] == 'A')) {
                unheard.incrementAndGet();
                return Verdict.DROP;
            }
            return Verdict.PASS;
        });
        try (Storm storm = new Storm(database)) {
            storm.node("deaf", url(0));
            storm.load(database.jdbcUrl(), Duration.ofMillis(100));
            await().atMost(Duration.ofSeconds(20)).until(() -> storm.accepted() > 30);
            storm.calm();
            storm.verify();
            assertThat(unheard).as("wake-ups that were lost").hasPositiveValue();
            assertThat(storm.count("select (1000 * max(extract(epoch from started_at - created_at)))::bigint"
                            + " from fermata.run"))
                    .as("longest wait of a run in ms; it polls every 200")
                    .isLessThan(5_000);
        }
    }

    /**
     * The server refuses BEGIN, as it does when it cancels it, and executes what the driver has sent behind it. A take-over
     * whose first statement stood alone would declare a worker dead and leave its runs with it for ever.
     */
    @Test
    void aTransactionThatWasNotBegunChangesNothing() {
        Rewording refused = new Rewording(new Rewording.Word("BEGIN\0", "BEGUN\0"));
        try (Storm storm = new Storm(database)) {
            storm.node("dies", url(0));
            storm.load(database.jdbcUrl(), Duration.ofMillis(40));
            await().until(() -> storm.accepted() > 10);
            storm.node("heir", url(1));
            await().until(() -> storm.count("select count(*) from fermata.worker where name = 'heir'") == 1);
            lines[1].inflict(refused);
            lines[0].inflict((toServer, chunk, length, connection) -> Verdict.STALL);
            await("the heir tries to take over")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            storm.count("select count(*) from fermata.worker where name = 'dies' and gone_at is null"
                                            + " and lease_until < clock_timestamp() - interval '3 seconds'")
                                    == 1);
            int before = refused.times();
            await().atMost(Duration.ofSeconds(60)).until(() -> refused.times() > before + 3);
            lines[1].heal();
            storm.calm();
            storm.verify();
            assertThat(storm.count("select count(*) from fermata.worker where gone_at is not null"))
                    .isEqualTo(1);
        }
    }

    private String url(int line) {
        return "jdbc:postgresql://127.0.0.1:" + lines[line].port() + "/" + database.name() + "?sslmode=disable";
    }

    private void inflict(Weather weather, TcpProxy line) {
        switch (weather) {
            case BATCH_REPLY_LOST -> reply(weather, line, false);
            case COMMIT_REPLY_LOST -> reply(weather, line, true);
            case RESET -> {
                line.resetAll();
                count(weather);
            }
            case SHORT_STALL -> during(weather, line, Storm.LEASE.dividedBy(4), Verdict.STALL, Direction.BOTH);
            case LONG_STALL -> during(weather, line, Storm.LEASE.multipliedBy(3), Verdict.STALL, Direction.BOTH);
            case NOTHING_ARRIVES -> during(weather, line, Duration.ofMillis(1500), Verdict.DROP, Direction.TO_SERVER);
            case NO_ANSWER_ARRIVES ->
                during(weather, line, Duration.ofMillis(1500), Verdict.DROP, Direction.FROM_SERVER);
        }
    }

    private enum Direction {
        TO_SERVER,
        FROM_SERVER,
        BOTH
    }

    /** What was dropped would be missing from the stream, so the connections end with it. */
    private void during(Weather weather, TcpProxy line, Duration time, Verdict verdict, Direction direction) {
        line.inflict((toServer, chunk, length, connection) ->
                direction == Direction.BOTH || toServer == (direction == Direction.TO_SERVER) ? verdict : Verdict.PASS);
        Form.lasts(time);
        if (verdict == Verdict.DROP) {
            line.resetAll();
        }
        line.heal();
        count(weather);
    }

    /** The server has committed; its answer is lost and the connection with it. Several times, or the load is too low. */
    private void reply(Weather weather, TcpProxy line, boolean transactional) {
        AtomicInteger lost = new AtomicInteger();
        Set<Long> writing = new HashSet<>();
        line.inflict((toServer, chunk, length, connection) -> {
            String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
            if (toServer) {
                if (text.contains(StormTasks.MARK)) {
                    writing.add(connection);
                }
                return Verdict.PASS;
            }
            boolean isCommitted = transactional ? text.contains("COMMIT\0") : text.contains("SELECT ");
            if (writing.contains(connection) && isCommitted && lost.get() < 3) {
                lost.incrementAndGet();
                writing.remove(connection);
                return Verdict.RESET;
            }
            return Verdict.PASS;
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> lost.get() >= 1);
        Form.lasts(Duration.ofMillis(200));
        line.heal();
        hits.merge(weather, lost.get(), Integer::sum);
    }

    private void count(Weather weather) {
        hits.merge(weather, 1, Integer::sum);
    }
}
