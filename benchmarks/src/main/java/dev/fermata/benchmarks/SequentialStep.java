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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a checkpoint cost a run that is alone? Read {@link #step} against {@link #rawCommit}: one row inserted and
 * committed on one connection.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class SequentialStep {

    private static final int STEPS = 1000;

    @SuppressWarnings("NullAway.Init") // by @Setup
    private Engines engines;

    private CountDownLatch done = new CountDownLatch(0);

    @SuppressWarnings("NullAway.Init") // by @Setup
    private Connection raw;

    @SuppressWarnings("NullAway.Init") // by @Setup
    private PreparedStatement insert;

    @Setup(Level.Trial)
    public void open() throws SQLException {
        engines = new Engines(8);
        engines.tasks.afterLast = () -> done.countDown();
        engines.engine.start();
        engines.database.execute("create table raw(n bigint generated always as identity primary key, frame bytea)");
        raw = engines.database.dataSource().getConnection();
        insert = raw.prepareStatement("insert into raw(frame) values (?)");
    }

    @TearDown(Level.Trial)
    public void close() throws SQLException {
        raw.close();
        engines.close();
    }

    /** Microseconds a step. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void step() throws InterruptedException {
        done = new CountDownLatch(1);
        TriggerCall<Long> call = engines.engine.trigger().prepare("count", List.of(STEPS));
        call.trigger();
        if (!done.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the run has not ended");
        }
    }

    /** Microseconds a commit. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void rawCommit() throws SQLException {
        for (int i = 0; i < STEPS; i++) {
            insert.setBytes(1, new byte[60]);
            insert.executeUpdate();
        }
    }
}
