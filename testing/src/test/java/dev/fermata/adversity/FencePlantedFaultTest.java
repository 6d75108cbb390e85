package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.adversity.Rewording.Word;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Fault;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The attacks notice an engine whose fence is wrong: the real engine on a real database, with one condition of its SQL
 * reworded on the wire.
 */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(300)
class FencePlantedFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(20);

    /** The last step of a run of the storm: the only write after it is the run's end. */
    private static final int LAST = 8;

    /** The conditions of a batch: its worker's epoch and lease, and the number of each item's claim. */
    private static final Word[] NO_FENCE = {
        new Word("w.id = $17 and w.epoch = $18 and w.lease_until > clock_timestamp()", "w.id = $17 and $18 > 0"),
        new Word("a.claim_number = i.claim and a.worker = f.id", "i.claim > 0"),
        new Word("a.claim_number = s.claim", "s.claim > 0"),
    };

    private final TestDatabase database;
    private final TcpProxy line;

    FencePlantedFaultTest(TestDatabase database) {
        this.database = database;
        this.line = new TcpProxy(database.host(), database.port());
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void aClaimNumberThatIsUsedAgainIsNoticed() {
        Rewording fault = new Rewording(new Word("claim_number = a.claim_number + 1,", "claim_number = 1,"));
        line.inflict(fault);
        try (Storm storm = new Storm(database)) {
            storm.node("forgetful", url());
            storm.load(database.jdbcUrl(), PACE);
            await().atMost(PATIENCE).until(() -> storm.accepted() > 10);
            storm.calm();

            assertThat(fault.times()).isPositive();
            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("fences handed out twice");
        }
    }

    @Test
    void anEpochThatIsUsedAgainIsNoticed() {
        TcpProxy stalled = new TcpProxy(database.host(), database.port());
        Rewording fault = new Rewording(new Word("set epoch = w.epoch + 1,", "set epoch = w.epoch + 0,"));
        line.inflict(fault);
        try (Storm storm = new Storm(database)) {
            storm.node("sweeper", url());
            storm.node("stalled", url(stalled));
            storm.load(database.jdbcUrl(), PACE);
            await().atMost(PATIENCE).until(() -> storm.accepted() > 10);
            stalled.inflict((toServer, chunk, length, connection) -> Verdict.STALL);
            await("it is declared dead")
                    .atMost(PATIENCE)
                    .until(() -> storm.count("select count(*) from fermata.worker where gone_at is not null") > 0);
            stalled.heal();
            await("it renews its lease all the same")
                    .atMost(PATIENCE)
                    .until(() -> storm.count("select count(*) from fermata.worker where lease_until > gone_at") > 0);
            storm.calm(Duration.ofSeconds(2));

            assertThat(fault.times()).isPositive();
            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("leases renewed after their worker was declared dead");
        } finally {
            stalled.close();
        }
    }

    @Test
    void aFenceThatIsMissingIsNoticed() {
        Rewording fault = new Rewording(NO_FENCE);
        try (Storm storm = new Storm(database)) {
            outliveTheLease(storm, fault);

            assertThat(fault.times()).isGreaterThanOrEqualTo(3);
            assertThatThrownBy(storm::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("runs ended under a claim that was lost");
        }
    }

    /** So it is the missing fence that is noticed there, and nothing else. */
    @Test
    void theSameWithAFenceIsNoFault() {
        try (Storm storm = new Storm(database)) {
            outliveTheLease(storm, Fault.NONE);

            assertThatCode(storm::verify).doesNotThrowAnyException();
        }
    }

    /**
     * The last step of the first run is held up in a node whose heartbeats do not arrive. Another node takes the run over
     * and is held up in the same step. Then the first goes on, and would end the run under the claim it has lost; then
     * the other.
     */
    private void outliveTheLease(Storm storm, Fault fault) {
        CountDownLatch firstGoesOn = new CountDownLatch(1);
        CountDownLatch otherGoesOn = new CountDownLatch(1);
        Set<String> held = ConcurrentHashMap.newKeySet();
        storm.gate((node, run, position) -> {
            if (run == 0 && position == LAST) {
                held.add(node);
                awaitUninterrupted(node.equals("first") ? firstGoesOn : otherGoesOn);
            }
        });
        Set<Long> keeping = ConcurrentHashMap.newKeySet();
        CountDownLatch cut = new CountDownLatch(1);
        line.inflict((toServer, chunk, length, connection) -> {
            if (toServer && new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains("fermata keep")) {
                keeping.add(connection);
            }
            boolean isCut = cut.getCount() == 0 && keeping.contains(connection);
            return isCut ? Verdict.STALL : fault.on(toServer, chunk, length, connection);
        });
        try {
            storm.node("first", url());
            storm.load(database.jdbcUrl(), PACE);
            await("held").atMost(PATIENCE).until(() -> held.contains("first"));
            storm.node("other", database.jdbcUrl());
            cut.countDown();
            await("taken over and held").atMost(PATIENCE).until(() -> held.contains("other"));
            firstGoesOn.countDown();
            await("the first has written, or was not allowed to")
                    .atMost(PATIENCE)
                    .until(() -> storm.watch().lateWrites() + storm.watch().refusedWrites() > 0);
        } finally {
            firstGoesOn.countDown();
            otherGoesOn.countDown();
            line.heal();
        }
        storm.calm(Duration.ofSeconds(20));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean isInterrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String url() {
        return url(line);
    }

    private String url(TcpProxy over) {
        return "jdbc:postgresql://127.0.0.1:" + over.port() + "/" + database.name() + "?sslmode=disable";
    }
}
