package dev.fermata.adversity;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A worker in a JVM of its own, which is told by its environment what it executes, and writes down when. */
public final class AttackWorker {

    static final Duration LEASE = Duration.ofSeconds(2);

    private AttackWorker() {}

    /** Starts one. {@code type} is a class of {@code app} in {@code source} with a constructor that takes {@link Ticks}. */
    static JvmProcess start(
            TestDatabase database,
            String name,
            Class<?> main,
            Map<String, String> environment,
            List<String> jvmOptions) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("ATTACK_URL", database.jdbcUrl());
        all.put("ATTACK_USER", database.user());
        all.put("ATTACK_PASSWORD", database.password());
        all.put("ATTACK_NAME", name);
        return JvmProcess.start(main, all, jvmOptions);
    }

    /** The started engine of this JVM. */
    static FermataEngine engine(String type, String source) throws ReflectiveOperationException {
        return engine(type, source, true);
    }

    static FermataEngine engine(String type, String source, boolean virtualThreads)
            throws ReflectiveOperationException {
        Object task = Compilation.of(Map.of("app/" + type + ".java", source), 17)
                .load()
                .loadClass("app." + type)
                .getConstructor(Ticks.class)
                .newInstance(new Ticks());
        PostgresStore store = new PostgresStore(
                PostgresSettings.of(environment("URL"), environment("USER"), environment("PASSWORD")));
        FermataEngine engine = FermataEngine.builder(store)
                .task(task)
                .worker(WorkerSettings.DEFAULT
                        .withName(environment("NAME"))
                        .withLease(LEASE)
                        .withVirtualThreads(virtualThreads)
                        .withPace(new ClaimPace(100, Duration.ofMillis(200), Duration.ofMillis(1000))))
                .build();
        engine.start();
        return engine;
    }

    static void trigger(FermataEngine engine, String task, String payload) {
        Object unused = engine.runs().trigger(task, payload.getBytes(StandardCharsets.UTF_8), TriggerOptions.NONE);
    }

    static String environment(String name) {
        return Objects.requireNonNull(System.getenv("ATTACK_" + name), name);
    }

    /** Where steps write down that they ran, by the database's clock and beyond their run's fate. */
    public static final class Ticks {

        static final String TABLE = "create table tick (run text, step text, node text,"
                + " at timestamptz not null default clock_timestamp())";

        /** How often the step of the run has ticked, this time included. */
        public int tick(String run, String step) {
            try (Connection connection = DriverManager.getConnection(
                            environment("URL"), environment("USER"), environment("PASSWORD"));
                    PreparedStatement insert = connection.prepareStatement(
                            "with new as (insert into tick (run, step, node) values (?, ?, ?))"
                                    + " select 1 + count(*) from tick where run = ? and step = ?")) {
                insert.setString(1, run);
                insert.setString(2, step);
                insert.setString(3, environment("NAME"));
                insert.setString(4, run);
                insert.setString(5, step);
                var rows = insert.executeQuery();
                rows.next();
                return rows.getInt(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
