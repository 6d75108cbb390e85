package dev.fermata.adversity;

import static org.awaitility.Awaitility.await;

import dev.fermata.FermataException;
import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.testing.postgres.Stuck;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * A cluster under a steady load on one database, while a test makes the weather; and what must be true when it has passed.
 */
final class Storm implements AutoCloseable {

    static final Duration LEASE = Duration.ofSeconds(2);

    private static final int ROUNDS = 4;
    private static final int STEPS = 2 * ROUNDS + 1;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestDatabase database;
    private final StepLedger ledger = new StepLedger();
    private final Watch watch = new Watch();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable CompletableFuture<Void> loader;
    private volatile Gate gate = (node, run, position) -> {};
    private volatile boolean enough;
    private volatile int accepted;

    Storm(TestDatabase database) {
        this.database = database;
        database.execute("drop table if exists booked; create table booked (run int, position int, node text,"
                + " at timestamptz default clock_timestamp());"
                + " truncate fermata.run, fermata.active_run, fermata.checkpoint, fermata.branch, fermata.dead_letter,"
                + " fermata.worker, fermata.idempotency_key, fermata.request_key");
    }

    /** Where a test holds a step up. */
    @FunctionalInterface
    interface Gate {
        void pass(String node, int run, int position);
    }

    /** Each step of every node passes it, after its effect. */
    void gate(Gate next) {
        gate = next;
    }

    /** A node that executes runs and reaches the database under {@code url}. */
    FermataEngine node(String name, String url) {
        PostgresStore store = store(url);
        HostTransactions transactions = new HostTransactions(url, database.user(), database.password());
        WorkerSettings settings = WorkerSettings.DEFAULT
                .withName(name)
                .withConcurrency(16)
                .withLease(LEASE)
                .withPace(new ClaimPace(100, Duration.ofMillis(100), Duration.ofMillis(200)));
        FermataEngine engine = FermataEngine.builder(watch.over(store.ports()), new Own(store))
                .task(StormTasks.of(new NodeSteps(name)))
                .stepTransactions(transactions)
                .worker(settings)
                .build();
        open.add(0, store);
        open.add(0, () -> engine.drain(Duration.ofSeconds(2)));
        engine.start();
        return engine;
    }

    /** Triggers runs at {@code pace}, each until it is accepted, until {@link #calm}. */
    void load(String url, Duration pace) {
        PostgresStore store = store(url);
        FermataEngine caller = FermataEngine.builder(store).build();
        open.add(store);
        loader = CompletableFuture.runAsync(
                () -> {
                    for (int run = 0; !enough; run++) {
                        accept(caller, run);
                        accepted = run + 1;
                        Form.lasts(pace);
                    }
                },
                body -> new Thread(body, "load").start());
    }

    /** Runs that have not ended, where they stand and who holds them. */
    private static final String LEFT = """
            select r.id, r.claim_number, a.worker, w.gone_at, w.epoch, a.claim_number, a.claim_statement, a.sequence,
                a.waiting, a.reason, a.available_at - fermata.now() as due_in, a.failed_attempts, a.lost_claims,
                a.cancel_requested, p.label, p.phase, a.resume_point = any (w.resume_points) as known,
                (select max(c.sequence) from fermata.checkpoint c where c.run_id = r.id) as last_checkpoint,
                (select string_agg(b.path, ',') from fermata.branch b where b.run_id = r.id) as branches,
                now() - a.updated_at as since
            from fermata.run r left join fermata.active_run a on a.run_id = r.id
            left join fermata.worker w on w.id = a.worker
            left join fermata.resume_point p on p.id = a.resume_point
            where r.finished_at is null""";

    /** How many runs were accepted so far. */
    int accepted() {
        return accepted;
    }

    /** The weather is fine: no new runs, and those that were accepted come to their end, as far as {@link #verify} asks. */
    void calm() {
        calm(PATIENCE);
    }

    void calm(Duration patience) {
        enough = true;
        Objects.requireNonNull(loader).join();
        long end = System.nanoTime() + patience.toNanos();
        while (!database.rows(LEFT).isEmpty() && System.nanoTime() < end) {
            Form.lasts(Duration.ofMillis(100));
        }
    }

    /** Runs are accepted again and again. */
    void goesOn() {
        int before = accepted;
        await("runs are accepted").atMost(PATIENCE).until(() -> accepted > before + 10);
    }

    /**
     * What must be true whatever the weather was; whatever is not is named.
     *
     * @return the figures
     */
    String verify() {
        long dead = count("select count(*) from fermata.worker where gone_at is not null");
        SoftAssertions all = new SoftAssertions();
        all.assertThat(database.rows(LEFT)).as("accepted runs that do not end").isEmpty();
        all.assertThat(count("select count(*) from fermata.run"))
                .as("every accepted run, once")
                .isEqualTo(accepted);
        all.assertThat(database.rows("select state, count(*), min(convert_from(failure, 'UTF8')) from fermata.run"
                        + " where state <> 'COMPLETED' group by state"))
                .as("runs that did not complete")
                .isEmpty();
        all.assertThat(count("select count(*) from fermata.run where convert_from(output, 'UTF8') <> '" + STEPS + "'"))
                .as("wrong results")
                .isZero();
        all.assertThat(database.rows(
                        "select run, position, count(*), string_agg(node || ' ' || xmin || ' ' || at, ', ')"
                                + " from booked group by run, position having count(*) <> 1"))
                .as("transactional effects that are not there exactly once")
                .isEmpty();
        all.assertThat(count("select count(*) from booked"))
                .as("transactional effects")
                .isEqualTo((long) accepted * ROUNDS);
        all.assertThat(ledger.fallenBackInNode())
                .as("a step of a node whose checkpoint was acknowledged began again")
                .isEmpty();
        if (dead == 0) {
            all.assertThat(ledger.fallenBack())
                    .as("acknowledged checkpoints that were lost")
                    .isEmpty();
            all.assertThat(ledger.repeated(1))
                    .as("plain steps repeated although nobody died")
                    .isEmpty();
        }
        all.assertThat(count("select count(*) from fermata.checkpoint c join fermata.resume_point p"
                        + " on p.id = c.resume_point where p.label like '%plain%' and c.attempts > 1"))
                .as("attempts used up by the weather")
                .isZero();
        fences(all);
        all.assertThat(Stuck.in(database)).as("stuck").isEmpty();
        all.assertAll();
        return accepted + " runs, " + (long) accepted * STEPS + " steps, " + ledger.size() + " executed, 0 lost, "
                + ledger.repeated(1).size() + " plain steps repeated, 0 transactional effects duplicated, "
                + watch.claims() + " claims, " + dead + " workers declared dead, failures by SQLState "
                + watch.failures();
    }

    /** No fence stands for two, and nothing is written under one that has fallen. */
    private void fences(SoftAssertions all) {
        all.assertThat(watch.reusedFences()).as("fences handed out twice").isEmpty();
        all.assertThat(database.rows("select name, epoch, gone_at, lease_until from fermata.worker"
                        + " where gone_at is not null and lease_until > gone_at"))
                .as("leases renewed after their worker was declared dead")
                .isEmpty();
        all.assertThat(database.rows("select id, claim_number from fermata.run where finished_at is not null").stream()
                        .filter(row -> watch.lastClaim(String.valueOf(row.get("id")))
                                != ((Number) Objects.requireNonNull(row.get("claim_number"))).intValue())
                        .toList())
                .as("runs ended under a claim that was lost")
                .isEmpty();
        all.assertThat(database.rows("""
                        select run_id, sequence, claim_number, before from (
                            select run_id, sequence, claim_number, max(claim_number)
                                over (partition by run_id order by sequence) as before from fermata.checkpoint) c
                        where claim_number < before"""))
                .as("checkpoints written under a claim that was lost")
                .isEmpty();
    }

    Watch watch() {
        return watch;
    }

    StepLedger ledger() {
        return ledger;
    }

    long count(String sql) {
        return Objects.requireNonNull(database.value(Long.class, sql));
    }

    @Override
    public void close() {
        enough = true;
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void accept(FermataEngine caller, int run) {
        byte[] payload = ("{\"run\":" + run + ",\"rounds\":" + ROUNDS + "}").getBytes(StandardCharsets.UTF_8);
        while (true) {
            try {
                Object unused = caller.runs().trigger(StormTasks.ID, payload, new TriggerOptions("run " + run, null));
                return;
            } catch (FermataException e) {
                Form.lasts(Duration.ofMillis(50));
            }
        }
    }

    private PostgresStore store(String url) {
        return new PostgresStore(new PostgresSettings(
                url,
                database.user(),
                database.password(),
                "fermata",
                "fermata",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    }

    /** A trigger's transaction on the store's own connection. */
    record Own(PostgresStore store) implements TriggerTransaction {

        @Override
        public <T> T call(Function<Connection, T> work) {
            return store.onOwnConnection(work);
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    }

    /** Each takes a few milliseconds, so that the weather meets some. */
    private final class NodeSteps implements Steps {

        private final String node;

        NodeSteps(String node) {
            this.node = node;
        }

        @Override
        public void plain(int run, int position) {
            ledger.begins(node, run, position);
            Form.lasts(Duration.ofMillis(2));
            gate.pass(node, run, position);
        }

        @Override
        public void book(int run, int position) {
            ledger.begins(node, run, position);
            try (PreparedStatement insert = HostTransactions.current()
                    .prepareStatement("insert into booked (run, position, node) values (?, ?, ?)")) {
                insert.setInt(1, run);
                insert.setInt(2, position);
                insert.setString(3, node);
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            gate.pass(node, run, position);
        }
    }
}
