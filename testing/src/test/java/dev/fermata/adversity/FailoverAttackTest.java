package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.PostgresServer;
import dev.fermata.testing.cluster.PostgresServer.Stop;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
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
        int failovers = Form.pick(1, 15);
        for (int i = 0; i < failovers; i++) {
            figures.append(figures.isEmpty() ? "" : "; ").append(failOver("of" + i, random));
        }
        form.report(failovers + " fail-overs: " + figures);
    }

    private static String failOver(String name, Random random) {
        try (PostgresServer primary = PostgresServer.create(directory, "primary-" + name, List.of());
                PostgresServer replica = primary.replicate(directory, "replica_" + name);
                TcpProxy line = new TcpProxy("127.0.0.1", primary.port())) {
            primary.reconfigure(List.of("synchronous_standby_names = 'replica_" + name + "'"));
            String url = "jdbc:postgresql://127.0.0.1:" + line.port() + "/";
            TestDatabase database =
                    TestDatabase.createAt(url + "postgres?user=fermata", "attacked", FermataSchema.class);
            assertThat(database.value(String.class, "select sync_state from pg_stat_replication"))
                    .isEqualTo("sync");
            try (Storm storm = new Storm(database)) {
                storm.node("one", url + "attacked?sslmode=disable");
                storm.node("two", url + "attacked?sslmode=disable");
                storm.load(url + "attacked?sslmode=disable", Duration.ofMillis(20));
                await().atMost(Duration.ofSeconds(30)).until(() -> storm.accepted() > 60 + random.nextInt(100));
                List<Map<String, Object>> acknowledged = fences(database);

                primary.stop(Stop.IMMEDIATE);
                line.inflict((toServer, chunk, length, connection) -> Verdict.RESET);
                line.resetAll();
                replica.promote();
                line.leadTo("127.0.0.1", replica.port());
                line.heal();

                int before = storm.accepted();
                await().atMost(Duration.ofSeconds(60)).until(() -> storm.accepted() > before + 60);
                assertThat(database.value(Boolean.class, "select not pg_is_in_recovery()"))
                        .isTrue();
                assertThat(fences(database))
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
}
