package dev.fermata.engine.postgres;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.model.TaskRegistration.Point;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.RunStore;
import dev.fermata.engine.store.WorkerStore;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store on a test database, with a task of one step to work on. */
final class StoreFixture implements AutoCloseable {

    static final String TASK = "process-order";
    static final Duration LEASE = Duration.ofMinutes(5);
    static final Point START = new Point("start", "BEFORE", List.of("request"));
    static final Point CHARGED = new Point("charge", "AFTER", List.of("order", "payment"));
    static final StoredFrame FRAME = new StoredFrame(
            "charge",
            "AFTER",
            List.of(
                    new Component(List.of("payment"), bytes("{\"id\":7}")),
                    new Component(List.of("order"), bytes("\"4é2\""))));
    static final StepTrace TRACE = new StepTrace(2, 1234);

    final TestDatabase database;
    final PostgresStore store;
    final AttemptStore attempts;
    final WorkerStore workers;
    final RunStore runs;

    StoreFixture(TestDatabase database) {
        this(database, database.jdbcUrl());
    }

    StoreFixture(TestDatabase database, String url) {
        this.database = database;
        this.store = new PostgresStore(PostgresSettings.of(url, database.user(), database.password()));
        this.attempts = store.ports().attempts();
        this.workers = store.ports().workers();
        this.runs = store.ports().runs();
    }

    /** A database in which nothing has happened, and on it a store. */
    static StoreFixture empty(TestDatabase database) {
        database.execute("""
                truncate fermata.run, fermata.active_run, fermata.checkpoint, fermata.branch, fermata.dead_letter, fermata.worker,
                    fermata.task, fermata.idempotency_key, fermata.request_key, fermata.resume_point""");
        return new StoreFixture(database);
    }

    Fence worker() {
        return worker(TASK, CHARGED);
    }

    Fence worker(String task, Point... points) {
        List<Point> known = new java.util.ArrayList<>(List.of(START));
        known.addAll(List.of(points));
        return workers.register("test", List.of(new TaskRegistration(task, "orders", known)), LEASE);
    }

    RunId run() {
        return run(Duration.ZERO);
    }

    RunId run(Duration delay) {
        return accept(newRun(TASK, null, null, delay)).run();
    }

    RunStore.Accepted accept(NewRun run) {
        return store.onOwnConnection(connection -> runs.accept(connection, List.of(run)))
                .get(0);
    }

    static NewRun newRun(String task, @Nullable String idempotencyKey, @Nullable String requestKey, Duration delay) {
        return new NewRun(
                new RunId(UUID.randomUUID()), task, "orders", bytes("{\"id\":1}"), idempotencyKey, requestKey, delay);
    }

    Claim claim(Fence fence) {
        List<Claim> claims = attempts.claim(fence, 1);
        if (claims.size() != 1) {
            throw new AssertionError("nothing to claim");
        }
        return claims.get(0);
    }

    WriteResult write(Fence fence, AttemptWrite write) {
        return attempts.write(fence, List.of(write)).get(0);
    }

    static Checkpoint checkpoint(Claim claim, int sequence) {
        return new Checkpoint(claim.run(), claim.number(), sequence, FRAME, TRACE, false);
    }

    RunRecord find(RunId run) {
        return runs.find(run).orElseThrow();
    }

    /** Ends the lease of a worker, and makes everybody else's steady, as if time had passed. */
    void endLease(Fence fence) {
        database.execute("update fermata.worker set steady_since = steady_since - interval '1 day'");
        database.update(
                "update fermata.worker set lease_until = clock_timestamp() - interval '1 second' where id = ?",
                fence.worker());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        store.close();
    }
}
