package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans are made once, while the tables are empty, and have to be right when they are full. */
@Timeout(120)
@PostgresFixture(schema = FermataSchema.class)
class GenericPlanTest {

    private final TestDatabase database;
    private final Connections connections;
    private final PostgresAttemptStore attempts;
    private final PostgresWorkerStore workers;

    GenericPlanTest(TestDatabase database) {
        this.database = database;
        PostgresSettings settings = PostgresSettings.of(database.jdbcUrl(), database.user(), database.password());
        SchemaSql schema = new SchemaSql(settings.schema());
        connections = new Connections(new Connector(settings), Duration.ofSeconds(10));
        attempts = new PostgresAttemptStore(connections, schema);
        workers = new PostgresWorkerStore(connections, schema);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void plansMadeOnEmptyTablesReadByIndexOnlyAndStayWhenTheTablesAreFull() throws Exception {
        database.execute("alter table fermata.active_run set (autovacuum_enabled = false)");
        Fence fence = workers.register(
                "w",
                List.of(new TaskRegistration(StoreFixture.TASK, "q", List.of(StoreFixture.CHARGED))),
                StoreFixture.LEASE);
        assertThat(attempts.claim(fence, 10)).isEmpty();
        assertThat(attempts.claimSuspect(fence)).isEmpty();
        workers.untilNext(fence, Duration.ofSeconds(1));
        workers.untilSuspect(fence, Duration.ofSeconds(1));
        attempts.write(fence, List.of(checkpoint(aClaim(), 1)));
        attempts.reread(fence, List.of(checkpoint(aClaim(), 1)));
        workers.cancelRequests(fence);
        workers.renew(fence, StoreFixture.LEASE);
        Fence dead = workers.register(
                "dead", List.of(new TaskRegistration(StoreFixture.TASK, "q", List.of())), StoreFixture.LEASE);
        holdOne(dead);
        database.update("update fermata.worker set lease_until = '-infinity' where id = ?", dead.worker());
        workers.takeOver(fence, Duration.ZERO);
        database.execute("delete from fermata.active_run");
        park();
        Map<String, String> onEmpty = plans();

        fill();
        assertThat(attempts.claimSuspect(fence)).isEmpty();
        workers.untilSuspect(fence, Duration.ofSeconds(1));
        List<Claim> claims = attempts.claim(fence, 100);
        assertThat(claims).hasSize(100);
        attempts.write(fence, List.of(checkpoint(claims.get(0), 1)));
        attempts.write(fence, List.of(new Completion(claims.get(1).run(), 1, null)));
        workers.untilNext(fence, Duration.ofSeconds(1));
        workers.cancelRequests(fence);
        park();
        Map<String, String> onFull = plans();

        assertThat(onFull).isEqualTo(onEmpty).hasSize(21);
        assertThat(onFull.values())
                // Of workers there are few.
                .allSatisfy(plan -> assertThat(plan.replace("Seq Scan on worker", ""))
                        .doesNotContain("Seq Scan")
                        .doesNotContain("Bitmap")
                        .doesNotContain("Hash Join")
                        .doesNotContain("Merge Join"));
        String claim = one(onFull, "a.lost_claims <> 2 and a.available_at <=");
        assertThat(claim.substring(claim.indexOf("CTE next"), claim.indexOf("CTE claimed")))
                .as("the oldest come first by the index, which is left after the limit")
                .contains("active_run_claimable")
                .doesNotContain("Sort");
        assertThat(one(onFull, "where a.worker is null and a.lost_claims <> 2\n"))
                .contains("active_run_claimable")
                .doesNotContain("Sort");
        String suspect = one(onFull, "a.lost_claims = 2 and a.available_at <=");
        assertThat(suspect.substring(suspect.indexOf("CTE next"), suspect.indexOf("CTE claimed")))
                .as("suspects are found without reading what is queued")
                .contains("active_run_suspect")
                .doesNotContain("Sort");
        assertThat(one(onFull, "where a.worker is null and a.lost_claims = 2\n"))
                .contains("active_run_suspect")
                .doesNotContain("Sort");
        assertThat(one(onFull, "select \"fermata\".\"active_run\".\"run_id\"")).contains("active_run_cancel");
        assertThat(one(onFull, "w.gone_at is not null")).contains("active_run_held");
        assertThat(one(onFull, "lost_claims = case when h."))
                .contains("active_run_pkey")
                .contains("checkpoint_pkey");
        assertThat(one(onFull, "set waiting = 'QUEUED', reason")).contains("active_run_parked");
        assertThat(one(onFull, "with canceled as"))
                .contains("active_run_cancel")
                .doesNotContain("active_run_claimable");
        assertThat(one(onFull, "with head as"))
                .contains("active_run_claimable")
                .doesNotContain("Sort Key: a.available_at");
        assertThat(one(onFull, "with unknown as"))
                .contains("active_run_claimable")
                .doesNotContain("Sort Key: a.available_at");
        assertThat(one(onFull, "insert into \"fermata\".checkpoint"))
                .doesNotContain("active_run_held")
                .contains("active_run_pkey")
                .contains("run_pkey")
                .contains("checkpoint_pkey")
                .contains("resume_point_identity");
    }

    @Test
    void aStatementIsPreparedOnceHoweverOftenItIsExecuted() {
        Fence fence = workers.register(
                "w",
                List.of(new TaskRegistration(StoreFixture.TASK, "q", List.of(StoreFixture.CHARGED))),
                StoreFixture.LEASE);
        for (int i = 0; i < 3; i++) {
            attempts.claim(fence, 10);
            attempts.write(fence, List.of(checkpoint(aClaim(), 1)));
        }

        assertThat(List.of(Role.CLAIM, Role.COMMIT))
                .allSatisfy(role -> assertThat(prepared(role)).isNotEmpty().doesNotHaveDuplicates());
    }

    @Test
    void theSessionKeepsWhatTheEngineNeedsWhateverTheDatabaseSays() throws SQLException {
        database.execute(
                "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database());"
                        + " execute format('alter database %I set default_transaction_isolation = ''serializable''',"
                        + " current_database()); end $$");
        for (Role role : Role.values()) {
            assertThat(show(role, "plan_cache_mode")).isEqualTo("force_generic_plan");
            assertThat(show(role, "enable_seqscan")).isEqualTo("off");
            assertThat(show(role, "jit")).isEqualTo("off");
            assertThat(show(role, "synchronous_commit")).isEqualTo("on");
            assertThat(show(role, "transaction_isolation")).isEqualTo("read committed");
            assertThat(show(role, "application_name")).isEqualTo("fermata " + role.label());
        }
    }

    /** Often enough for each of the connections that take turns. */
    private void park() {
        for (int i = 0; i < 4; i++) {
            database.execute("""
                    insert into fermata.active_run
                        (run_id, task_id, queue, resume_point, available_at, waiting, updated_at)
                    select gen_random_uuid(), 'unknown', 'q', -1, '-infinity', 'QUEUED', fermata.now()""");
            assertThat(workers.park(Set.of(-1))).containsExactly(-1);
            database.execute("delete from fermata.active_run where resume_point = -1");
        }
    }

    /** And leaves the tables empty but for that. */
    private void holdOne(Fence worker) {
        database.update(
                "insert into fermata.active_run"
                        + " (run_id, task_id, queue, resume_point, available_at, waiting, updated_at, worker)"
                        + " values (gen_random_uuid(), 'held', 'q', -1, 'infinity', 'QUEUED', fermata.now(), ?)",
                worker.worker());
    }

    private String show(Role role, String setting) {
        return connections.read(role, connection -> {
            try (Statement statement = connection.jdbc().createStatement();
                    ResultSet row = statement.executeQuery("show " + setting)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    private Map<String, String> plans() {
        Map<String, String> plans = new LinkedHashMap<>();
        for (Role role : List.of(Role.CLAIM, Role.COMMIT, Role.KEEP)) {
            // Connections of a role take turns.
            for (int i = 0; i < role.connections(); i++) {
                plans.putAll(plans(role));
            }
        }
        return plans;
    }

    private List<String> prepared(Role role) {
        return connections.read(role, connection -> {
            List<String> texts = new ArrayList<>();
            try (Statement statement = connection.jdbc().createStatement();
                    ResultSet row = statement.executeQuery(
                            "select statement from pg_prepared_statements where cardinality(parameter_types) > 0")) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
            return texts;
        });
    }

    /** The plans of what a connection of this role has prepared, by statement. */
    private Map<String, String> plans(Role role) {
        return connections.read(role, connection -> {
            Map<String, String> plans = new LinkedHashMap<>();
            Map<String, Integer> prepared = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            try (Statement statement = connection.jdbc().createStatement()) {
                try (ResultSet row = statement.executeQuery(
                        "select name, statement, cardinality(parameter_types) from pg_prepared_statements"
                                + " where (cardinality(parameter_types) > 0 or statement like '%active_run%')"
                                + " and generic_plans > 0 and custom_plans = 0")) {
                    while (row.next()) {
                        prepared.put(row.getString(1), row.getInt(3));
                        texts.put(row.getString(1), row.getString(2));
                    }
                }
                for (Map.Entry<String, Integer> one : prepared.entrySet()) {
                    String nulls = one.getValue() == 0
                            ? ""
                            : " (" + String.join(", ", Collections.nCopies(one.getValue(), "null")) + ")";
                    StringBuilder plan = new StringBuilder();
                    try (ResultSet row =
                            statement.executeQuery("explain (costs off) execute \"" + one.getKey() + "\"" + nulls)) {
                        while (row.next()) {
                            plan.append(row.getString(1)).append('\n');
                        }
                    }
                    plans.put(texts.getOrDefault(one.getKey(), ""), plan.toString());
                }
            }
            return plans;
        });
    }

    private static String one(Map<String, String> plans, String text) {
        return plans.entrySet().stream()
                .filter(plan -> plan.getKey().contains(text))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Claim aClaim() {
        return new Claim(
                StoreFixture.newRun("t", null, null, Duration.ZERO).id(),
                "t",
                "q",
                1,
                new Claim.Progress(0, null, 0, 0, false),
                new byte[0],
                false);
    }

    private void fill() {
        database.execute("""
                insert into fermata.run (id, task_id, queue, payload, created_at)
                select gen_random_uuid(), 'process-order', 'q', '{}', fermata.now() from generate_series(1, 30000);
                insert into fermata.active_run
                    (run_id, task_id, queue, resume_point, available_at, waiting, updated_at)
                select r.id, r.task_id, r.queue, p.id, r.created_at, 'QUEUED', r.created_at
                from fermata.run r, fermata.resume_point p where p.label = 'start'""");
    }
}
