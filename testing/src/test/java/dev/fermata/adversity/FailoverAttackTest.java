package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.PostgresServer;
import dev.fermata.testing.cluster.PostgresServer.Stop;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attack 5, the fail-over: the primary dies without warning under load and its synchronous replica takes its place. What a
 * node was told is committed has been flushed by the replica before, so the promoted server knows every fence and every
 * checkpoint anybody acted on.
 */
@Timeout(1200)
class FailoverAttackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void onlyWhereAServerIsInstalled() {
        Assumptions.assumeTrue(PostgresServer.installation().isPresent(), "no PostgreSQL server is installed");
    }

    @Test
    void nothingAcknowledgedIsLostAndNoFenceIsReused() {
        Form form = new Form("failover");
        Random random = form.random();
        StringBuilder figures = new StringBuilder();
        int failovers = Form.pick(1, 8);
        for (int i = 0; i < failovers; i++) {
            figures.append(figures.isEmpty() ? "" : "; ").append(failOver("of" + i, random));
        }
        form.report(failovers + " fail-overs: " + figures);
    }

    /**
     * The attack sees both when they happen: of a replica that nobody waits for and that no longer hears the primary, the
     * promoted server knows neither the runs that were accepted since nor the claims.
     */
    @Test
    void withAnAsynchronousReplicaBothAreNoticed() {
        try (Pair pair = new Pair("async");
                Storm storm = pair.storm()) {
            List<String> asleep = asleep(pair);
            int before = storm.accepted();
            await("runs are accepted and claimed that the replica does not hear of")
                    .atMost(PATIENCE)
                    .until(() -> storm.accepted() > before + 10
                            && asleep.stream().allMatch(run -> storm.watch().lastClaim(run) > 1));

            pair.failOver();
            storm.goesOn();
            await("the same runs are claimed again")
                    .atMost(PATIENCE)
                    .until(() -> !storm.watch().reusedFences().isEmpty());
            storm.calm(Duration.ofSeconds(1));

            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("every accepted run, once")
                    .hasMessageContaining("fences handed out twice");
        }
    }

    /** Cuts the replica off at a moment when it knows of runs that sleep, all under their first claim; says which. */
    private static List<String> asleep(Pair pair) {
        List<String> asleep = new ArrayList<>();
        await("the replica knows of runs that sleep").atMost(PATIENCE).until(() -> {
            pair.replication.inflict((toServer, chunk, length, connection) -> Verdict.STALL);
            await().atMost(PATIENCE)
                    .until(() -> pair.onReplica("select pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()")
                            .equals(List.of("t")));
            asleep.addAll(pair.onReplica("select run_id from fermata.active_run"
                    + " where worker is null and waiting = 'WAITING' and claim_number = 1"
                    + " and available_at > clock_timestamp() + interval '100 milliseconds'"));
            if (asleep.isEmpty()) {
                pair.replication.heal();
            }
            return !asleep.isEmpty();
        });
        return asleep;
    }

    private static String failOver(String name, Random random) {
        try (Pair pair = new Pair(name)) {
            pair.waitForTheReplica();
            try (Storm storm = pair.storm()) {
                int enough = 60 + random.nextInt(100);
                await().atMost(PATIENCE).until(() -> storm.accepted() > enough);
                List<Map<String, Object>> acknowledged = fences(pair.database);

                pair.failOver();

                int before = storm.accepted();
                await().atMost(PATIENCE).until(() -> storm.accepted() > before + 60);
                assertThat(pair.database.value(Boolean.class, "select not pg_is_in_recovery()"))
                        .isTrue();
                assertThat(fences(pair.database))
                        .as("workers and their epochs that were seen on the old primary")
                        .containsAll(acknowledged);
                storm.calm();
                return storm.verify();
            }
        }
    }

    private static List<Map<String, Object>> fences(TestDatabase database) {
        return database.rows("select id, name, epoch from fermata.worker").stream()
                .map(row -> Map.of(
                        "id", Objects.requireNonNull(row.get("id")),
                        "name", Objects.requireNonNull(row.get("name")),
                        "epoch", Objects.requireNonNull(row.get("epoch"))))
                .toList();
    }

    /** A primary, its replica, and the line over which the nodes reach whichever is in charge. */
    private static final class Pair implements AutoCloseable {

        private final PostgresServer primary;
        private final TcpProxy replication;
        private final PostgresServer replica;
        private final TcpProxy line;
        private final TestDatabase database;
        private final String replicaName;

        Pair(String name) {
            primary = PostgresServer.create(directory, "primary-" + name, List.of());
            replication = new TcpProxy("127.0.0.1", primary.port());
            replicaName = "replica_" + name;
            replica = primary.replicate(directory, replicaName, replication.port());
            line = new TcpProxy("127.0.0.1", primary.port());
            database = TestDatabase.createAt(url("postgres") + "&user=fermata", "attacked", FermataSchema.class);
        }

        /** From now on what is acknowledged has been flushed by the replica. */
        void waitForTheReplica() {
            primary.reconfigure(List.of("synchronous_standby_names = '" + replicaName + "'"));
            await().atMost(PATIENCE)
                    .until(
                            () -> database.value(String.class, "select sync_state from pg_stat_replication"),
                            "sync"::equals);
        }

        Storm storm() {
            Storm storm = new Storm(database);
            storm.node("one", url("attacked"));
            storm.node("two", url("attacked"));
            storm.load(url("attacked"), Duration.ofMillis(20));
            return storm;
        }

        /** The primary dies as in a power cut. */
        void failOver() {
            primary.stop(Stop.IMMEDIATE);
            line.inflict((toServer, chunk, length, connection) -> Verdict.RESET);
            line.resetAll();
            replica.promote();
            line.leadTo("127.0.0.1", replica.port());
            line.heal();
        }

        List<String> onReplica(String query) {
            try (Connection connection = DriverManager.getConnection(replica.jdbcUrl("attacked"));
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
                return all;
            } catch (SQLException e) {
                throw new IllegalStateException(query, e);
            }
        }

        private String url(String name) {
            return "jdbc:postgresql://127.0.0.1:" + line.port() + "/" + name + "?sslmode=disable";
        }

        @Override
        public void close() {
            line.close();
            replication.close();
            replica.close();
            primary.close();
        }
    }
}
