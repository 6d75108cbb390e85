package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.ledger.Hooks;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Fault;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The application's connections break in the commit of a transactional step, or its BEGIN is refused; the engine's own do
 * not.
 */
@PostgresFixture
@Timeout(120)
class LostCommitTest {

    private static TestDatabase database;
    private static TcpProxy proxy;
    private static Ledger ledger;

    @BeforeAll
    static void open(TestDatabase fresh) {
        database = fresh;
        database.execute(LedgerApplication.SCHEMA);
        proxy = new TcpProxy(fresh.host(), fresh.port());
        ledger = Ledger.open(
                fresh,
                Ledger.WITHOUT_JPA,
                "spring.datasource.url=jdbc:postgresql://localhost:" + proxy.port() + "/" + fresh.name()
                        // Otherwise the driver prepares COMMIT too, and its text is on the wire no more.
                        + "?prepareThreshold=0",
                "fermata.datasource.url=" + fresh.jdbcUrl(),
                "fermata.datasource.username=" + fresh.user(),
                "fermata.datasource.password=" + fresh.password());
    }

    @AfterEach
    void heal() {
        proxy.heal();
    }

    @AfterAll
    static void close() {
        ledger.close();
        proxy.close();
    }

    @Test
    void aCommitWhoseReplyIsLostIsReadAgainAndNotRepeated() {
        AtomicLong committing = new AtomicLong();
        proxy.inflict((toServer, chunk, length, connection) -> {
            if (toServer && isCommit(chunk, length)) {
                committing.compareAndSet(0, connection);
            }
            return !toServer && committing.get() == connection ? Verdict.RESET : Verdict.PASS;
        });

        RunRecord run = ledger.run("jdbc", "reply lost");

        assertWrittenOnce(run, "reply lost", 1);
        assertThat(committing).doesNotHaveValue(0);
    }

    @Test
    void aCommitThatIsLostOnItsWayIsRepeatedAndUsesUpNoAttempt() {
        proxy.inflict(firstCommit(Verdict.RESET));

        RunRecord run = ledger.run("jdbc", "commit lost");

        assertWrittenOnce(run, "commit lost", 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    /** Ten seconds: what the checkpoint's statement tells the server. */
    @Test
    void aTransactionWhoseCommitNeverArrivesIsEndedByTheServer() {
        proxy.inflict(firstCommit(Verdict.DROP));

        RunRecord run = ledger.run("jdbc", "commit dropped");

        assertWrittenOnce(run, "commit dropped", 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    /**
     * Its first statement would be executed all the same, outside any transaction, although the driver says that it
     * failed.
     */
    @Test
    void aBeginThatIsRefusedLeavesNothingBehind() {
        AtomicInteger refused = new AtomicInteger();
        ledger.hooks().on("not begun", "begin", Hooks.once(() -> {
            proxy.inflict((toServer, chunk, length, connection) -> {
                int at = toServer ? text(chunk, length).indexOf("BEGIN\0") : -1;
                if (at >= 0 && refused.compareAndSet(0, 1)) {
                    chunk[at] = 'X';
                }
                return Verdict.PASS;
            });
            return "";
        }));

        RunRecord run = ledger.run("jdbc", "not begun");

        assertThat(refused).hasValue(1);
        assertWrittenOnce(run, "not begun", 1);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    private static Fault firstCommit(Verdict verdict) {
        AtomicLong committing = new AtomicLong();
        return (toServer, chunk, length, connection) ->
                toServer && isCommit(chunk, length) && committing.compareAndSet(0, connection) ? verdict : Verdict.PASS;
    }

    private static boolean isCommit(byte[] chunk, int length) {
        return text(chunk, length).contains("COMMIT");
    }

    private static String text(byte[] chunk, int length) {
        return new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static void assertWrittenOnce(RunRecord run, String name, int calls) {
        assertThat(run.status().state()).as(Ledger.failure(run)).isEqualTo(RunState.COMPLETED);
        assertThat(ledger.lines(name)).isEqualTo(1);
        assertThat(ledger.isOneTransaction(run.header().id(), name)).isTrue();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(calls);
    }
}
