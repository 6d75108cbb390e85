package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.StoredFailure;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames that cannot be stored or read stop their own run and no other. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(60)
class FrameTroubleTest {

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final EngineFixture cluster;
    private final Node node;

    FrameTroubleTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.cluster = new EngineFixture(database);
        this.node = cluster.started();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aVariableOfFiftyMegabytesFailsItsRunByName() {
        CountDownLatch gate = new CountDownLatch(1);
        node.tasks().on("b", () -> {
            gate.await();
            return "b";
        });
        RunId neighbour = node.trigger("straight");
        await().until(() -> node.tasks().calls().contains("b"));
        node.tasks().on("a", () -> "x".repeat(50_000_000));

        RunId tooLarge = node.trigger("straight");

        byte[] encoded = node.awaitState(tooLarge, RunState.FAILED).body().failure();
        StoredFailure failure = new FailureCodec().decode(Objects.requireNonNull(encoded));
        assertThat(failure.code()).isEqualTo("FERMATA-4103");
        assertThat(failure.message())
                .contains("variable 'done'")
                .contains("50.0 MB")
                .contains("8.4 MB");
        gate.countDown();
        assertThat(node.output(neighbour)).isEqualTo("\"a,b\"");
    }

    @Test
    void aDamagedFrameParksItsRunAndNoneThatIsClaimedWithIt() {
        RunId damaged = node.trigger("sleeper");
        RunId intact = node.trigger("sleeper");
        node.awaitState(damaged, RunState.WAITING);
        node.awaitState(intact, RunState.WAITING);
        database.update("update fermata.checkpoint set frame = '\\x01007f' where run_id = ?", damaged.value());

        clock.advance(Duration.ofDays(3));

        assertThat(node.output(intact)).isEqualTo("\"a,b\"");
        assertThat(node.awaitState(damaged, RunState.PENDING_VERSION).status().reason())
                .contains("FERMATA-5006")
                .contains("checkpoint 2 is damaged");
    }

    @Test
    void aRowThatIsGoneIsNamed() {
        node.tasks().on("a", () -> "a".repeat(2000));
        RunId run = node.trigger("sleeper");
        node.awaitState(run, RunState.WAITING);
        assertThat(database.update("delete from fermata.checkpoint where run_id = ? and sequence = 1", run.value()))
                .isOne();

        clock.advance(Duration.ofDays(3));

        assertThat(node.awaitState(run, RunState.PENDING_VERSION).status().reason())
                .contains("row 1");
    }
}
