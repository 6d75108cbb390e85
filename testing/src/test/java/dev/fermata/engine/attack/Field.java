package dev.fermata.engine.attack;

import dev.fermata.Durable;
import dev.fermata.engine.model.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * What the steps of an attack do: they leave their traces, the transactional ones in the ledger of the same database, the
 * others in the ledger of another.
 */
public final class Field {

    private final JdbcSteps steps;
    private final OtherLedger other;
    private final Watcher watcher;
    private final Orders orders;

    /**
     * What is wanted of the steps of this process.
     *
     * @param dwell longest time a step takes
     * @param failing step that fails once in each run; empty for none
     * @param waiting step that waits until it is interrupted; empty for none
     */
    record Orders(Duration dwell, String failing, String waiting) {}

    Field(JdbcSteps steps, OtherLedger other, Watcher watcher, Orders orders) {
        this.steps = steps;
        this.other = other;
        this.watcher = watcher;
        this.orders = orders;
    }

    /** A step's result. */
    static int value(int n, String step) {
        return 10 * n + step.charAt(0) % 10;
    }

    /** A step whose effect is outside the database of the engine. */
    public int work(int n, String step) {
        Occurrence at = enter(n, step);
        other.add(at, false);
        return leave(at);
    }

    /** A step whose effect is in the database of the engine. */
    public int post(int n, String step) {
        Occurrence at = enter(n, step);
        try (PreparedStatement insert = steps.connection(at.run())
                .prepareStatement("insert into arena.ledger (run, sequence, n, step, pid) values (?, ?, ?, ?, ?)")) {
            at.bind(insert);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return leave(at);
    }

    /** {@link #work}, but its first attempt fails. */
    public int flaky(int n, String step) {
        failOnce(n, step);
        return work(n, step);
    }

    /** {@link #post}, but its first attempt fails after it has written. */
    public int flakyPost(int n, String step) {
        int result = post(n, step);
        failOnce(n, step);
        return result;
    }

    /** Always fails. */
    public int stumble(int n, String step) {
        Occurrence at = Occurrence.current(n, step);
        watcher.at(Place.STEP_ENTERED, at.run());
        throw fail(at);
    }

    /** Takes its process with it. */
    public void halt() {
        Occurrence at = Occurrence.current(0, "halt");
        watcher.at(Place.STEP_ENTERED, at.run());
        Runtime.getRuntime().halt(WorkerProcess.HALTED);
    }

    private Occurrence enter(int n, String step) {
        Occurrence at = Occurrence.current(n, step);
        watcher.at(Place.STEP_ENTERED, at.run());
        if (orders.failing().equals(step)) {
            failOnce(n, step);
        }
        if (orders.waiting().equals(step)) {
            awaitInterrupt();
        }
        return at;
    }

    private int leave(Occurrence at) {
        if (!orders.dwell().isZero()) {
            LockSupport.parkNanos(
                    ThreadLocalRandom.current().nextLong(orders.dwell().toNanos()));
        }
        watcher.at(Place.STEP_LEFT, at.run());
        return value(at.n(), at.step());
    }

    private void failOnce(int n, String step) {
        Occurrence at = Occurrence.current(n, step);
        if (!other.hasFailed(at)) {
            throw fail(at);
        }
    }

    private IllegalStateException fail(Occurrence at) {
        other.add(at, true);
        watcher.at(Place.STEP_THREW, at.run());
        return new IllegalStateException("step " + at.step() + " of " + at.n() + " fails");
    }

    private static void awaitInterrupt() {
        WorkerProcess.say("waiting");
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
        throw new IllegalStateException("interrupted");
    }

    /** One occurrence of a step, which is the same in every attempt at it. */
    record Occurrence(RunId run, int sequence, int n, String step) {

        static Occurrence current(int n, String step) {
            String key = Durable.idempotencyKey();
            int slash = key.indexOf('/');
            return new Occurrence(
                    RunId.parse(key.substring(0, slash)).orElseThrow(),
                    Integer.parseInt(key.substring(slash + 1)),
                    n,
                    step);
        }

        void bind(PreparedStatement statement) throws SQLException {
            statement.setObject(1, run.value());
            statement.setInt(2, sequence);
            statement.setInt(3, n);
            statement.setString(4, step);
            statement.setLong(5, ProcessHandle.current().pid());
        }
    }

    /** The ledger in another database. */
    interface OtherLedger {

        void add(Occurrence at, boolean failed);

        boolean hasFailed(Occurrence at);

        /** Over one connection at a time for each caller. */
        static OtherLedger over(java.util.function.Supplier<Connection> connect) {
            return new JdbcLedger(connect);
        }
    }
}
