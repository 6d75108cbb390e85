package dev.fermata.benchmarks;

import dev.fermata.TriggerCall;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many runs a second does one worker complete with 1000 in flight, all queued before? Read it against {@link
 * #rawInsert}: checkpoints without an engine, 500 rows a commit on one connection.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class Throughput {

    private static final int RUNS = 20_000;

    @Param({"1", "5", "10"})
    int steps;

    @SuppressWarnings("NullAway.Init") // by @Setup
    private Engines engines;

    private CountDownLatch left = new CountDownLatch(0);
    private long sequence;

    @Setup(Level.Trial)
    public void open() {
        engines = new Engines(1000);
        engines.tasks.afterLast = () -> left.countDown();
        engines.database.execute(
                "create table raw(run uuid, sequence bigint, frame bytea, primary key (run, sequence))");
    }

    @Setup(Level.Iteration)
    public void queue() {
        engines.engine.close();
        left = new CountDownLatch(RUNS);
        for (int i = 0; i < RUNS; i++) {
            TriggerCall<Long> call = engines.engine.trigger().prepare("count", List.of(steps));
            call.trigger();
        }
    }

    @TearDown(Level.Trial)
    public void verify() {
        engines.close();
    }

    /** Microseconds a run. */
    @Benchmark
    @OperationsPerInvocation(RUNS)
    public void runs() throws InterruptedException {
        engines.engine.start();
        if (!left.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " runs have not ended");
        }
        while (engines.rows("select count(*) from fermata.active_run") > 0) {
            Thread.onSpinWait();
        }
        long done = engines.rows("select count(*) from fermata.run where state = 'COMPLETED'");
        if (done % RUNS != 0) {
            throw new IllegalStateException(done + " runs are completed");
        }
    }

    /** Microseconds a run's checkpoints, inserted raw. */
    @Benchmark
    @OperationsPerInvocation(RUNS)
    public void rawInsert() throws SQLException {
        byte[][] frames = new byte[500][];
        java.util.Arrays.fill(frames, new byte[60]);
        Long[] numbers = new Long[500];
        try (Connection connection = engines.database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into raw select"
                                + " '01900000-0000-7000-8000-000000000000', n, f from unnest(?::bigint[], ?::bytea[]) as u(n, f)")) {
            for (int written = 0; written < RUNS * steps; written += 500) {
                java.util.Arrays.setAll(numbers, i -> sequence + i);
                sequence += 500;
                insert.setArray(1, connection.createArrayOf("bigint", numbers));
                insert.setArray(2, connection.createArrayOf("bytea", frames));
                insert.executeUpdate();
            }
        }
    }
}
