package dev.fermata.engine.attack;

import dev.fermata.engine.attack.Field.Orders;
import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.cluster.JvmProcess;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import dev.fermata.testing.postgres.TestSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Two databases, the compiled tasks, an engine of this JVM to trigger and finish runs with, and worker processes. */
final class Arena implements AutoCloseable {

    private static final String TASKS = "attack/AttackTasks.java";

    /** The tasks as the compiler leaves them, in a directory that processes share. */
    private static final Path CLASSES = compile();

    private final TestDatabase database = TestDatabase.create(LedgerSchema.class);
    private final TestDatabase other = TestDatabase.create(OtherSchema.class);
    private final Node.Ground ground =
            new Node.Ground(database.jdbcUrl(), other.jdbcUrl(), database.user(), database.password(), CLASSES);
    private final Node here;
    private final List<JvmProcess> processes = new ArrayList<>();

    /** @param lease of the engine in this JVM, should it be started */
    Arena(Duration lease) {
        here = Node.open(
                ground,
                Node.settings("here", 16, lease),
                (place, run) -> {},
                new Orders(Duration.ZERO, "", ""),
                Fault.NONE);
    }

    /** Fermata's tables; the ledger of transactional steps; and whatever ends a run, as often as it does. */
    public static final class LedgerSchema implements TestSchema {

        @Override
        public void createIn(DataSource template) throws Exception {
            new FermataSchema().createIn(template);
            run(template, """
                    create schema arena;
                    create table arena.ledger (
                        run uuid not null, sequence int not null, n int not null, step text not null,
                        pid bigint not null, at timestamptz not null default clock_timestamp());
                    create table arena.ended (run uuid not null, state text not null, claim_number int);
                    create function arena.note_end() returns trigger language plpgsql as $$
                    begin
                        insert into arena.ended values (new.id, new.state, new.claim_number);
                        return null;
                    end $$;
                    create trigger note_end after update on fermata.run
                    for each row when (new.state is not null) execute function arena.note_end();""");
        }
    }

    /** The ledger of all other steps. */
    public static final class OtherSchema implements TestSchema {

        @Override
        public void createIn(DataSource template) throws Exception {
            run(template, """
                    create table deed (
                        run uuid not null, sequence int not null, n int not null, step text not null,
                        pid bigint not null, failed boolean not null,
                        at timestamptz not null default clock_timestamp());
                    create index deed_run on deed (run);""");
        }
    }

    TestDatabase database() {
        return database;
    }

    TestDatabase other() {
        return other;
    }

    /** The engine of this JVM. */
    Node here() {
        return here;
    }

    /** Another engine of this JVM. */
    Node open(String name, Watcher watcher, Duration dwell, Fault fault) {
        return Node.open(
                ground, Node.settings(name, 16, Duration.ofSeconds(2)), watcher, new Orders(dwell, "", ""), fault);
    }

    JvmProcess launch(WorkerProcess.Plan plan) {
        JvmProcess process = plan.launch(ground);
        synchronized (processes) {
            processes.add(process);
        }
        return process;
    }

    RunId trigger(String task, int n) {
        return here.engine()
                .runs()
                .trigger(task, Integer.toString(n).getBytes(StandardCharsets.UTF_8), TriggerOptions.NONE)
                .run();
    }

    /** A run that lost two claims before its first checkpoint, was never to be had in between, and is the oldest. */
    RunId triggerSuspect(String task, int n, Consumer<RunId> announced) {
        return here.store().onOwnConnection(connection -> {
            try (Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                NewRun run = new NewRun(
                        new RunId(UUID.randomUUID()),
                        task,
                        "attack",
                        Integer.toString(n).getBytes(StandardCharsets.UTF_8),
                        null,
                        null,
                        Duration.ZERO);
                announced.accept(run.id());
                here.store().ports().runs().accept(connection, List.of(run));
                statement.executeUpdate("update fermata.active_run set lost_claims = 2,"
                        + " available_at = available_at - interval '1 hour' where run_id = '"
                        + run.id().value() + "'");
                connection.commit();
                connection.setAutoCommit(true);
                return run.id();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    RunRecord find(RunId run) {
        return here.engine().runs().find(run).orElseThrow();
    }

    RunState state(RunId run) {
        return find(run).status().state();
    }

    String output(RunId run) {
        byte[] output = find(run).body().output();
        return output == null ? "" : new String(output, StandardCharsets.UTF_8);
    }

    long count(String sql, Object... parameters) {
        return Objects.requireNonNull(database.value(Long.class, sql, parameters));
    }

    /** How often each step of a run that is not transactional was executed without failing, by step. */
    Map<String, Long> deeds(RunId run) {
        return steps(other, "select step, count(*) as times from deed where run = ? and not failed group by step", run);
    }

    /** How often each transactional step of a run has had its effect, by step. */
    Map<String, Long> ledger(RunId run) {
        return steps(database, "select step, count(*) as times from arena.ledger where run = ? group by step", run);
    }

    private static Map<String, Long> steps(TestDatabase where, String sql, RunId run) {
        Map<String, Long> steps = new java.util.TreeMap<>();
        where.rows(sql, run.value())
                .forEach(row -> steps.put((String) Objects.requireNonNull(row.get("step")), (Long)
                        Objects.requireNonNull(row.get("times"))));
        return steps;
    }

    /** The leases of processes that are gone end now: what is not waited for is only time. */
    void endLeases(String name) {
        database.update("update fermata.worker set lease_until = clock_timestamp() where name = ?", name);
    }

    @Override
    public void close() {
        synchronized (processes) {
            processes.forEach(JvmProcess::close);
        }
        here.close();
        database.close();
        other.close();
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path compile() {
        try (InputStream source =
                Objects.requireNonNull(Arena.class.getClassLoader().getResourceAsStream(TASKS))) {
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            Compilation compiled = Compilation.of(Map.of(TASKS, text), 17);
            if (!compiled.errors().isEmpty()) {
                throw new IllegalStateException(compiled.describe());
            }
            Path classes = Files.createTempDirectory("fermata-attack");
            for (Map.Entry<String, byte[]> one : compiled.classes().entrySet()) {
                Path file = classes.resolve(one.getKey().replace('.', '/') + ".class");
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, one.getValue());
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
