package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.PostgresServer.Stop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attack 5: what a PostgreSQL server does on a bad day, under two nodes at work. */
@Timeout(1200)
class ServerAttackTest {

    private static final Duration PACE = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_CONNECTION = "53300";

    @TempDir
    private static Path directory;

    private static AttackedServer attacked;

    @BeforeAll
    static void start() {
        attacked = AttackedServer.create(directory, "attacked", List.of(), List.of());
    }

    @AfterAll
    static void stop() {
        if (attacked != null) {
            attacked.close();
        }
    }

    @Test
    void backendsAreTerminatedSeveralTimesASecond() {
        Form form = new Form("terminated-backends");
        Random random = form.random();
        try (Storm storm = attacked.storm(PACE)) {
            int terminated = 0;
            int rounds = Form.pick(20, 400);
            for (int i = 0; i < rounds; i++) {
                // At least one of all that there are, so that a round is a fault.
                terminated += attacked.terminate(i % 4 == 0 ? 1.0 : 0.3);
                Form.lasts(Duration.ofMillis(100 + random.nextInt(150)));
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(terminated).isGreaterThan(rounds);
            assertThat(storm.watch().failures()).isNotEmpty();
            form.report(terminated + " backends terminated, " + figures);
        }
    }

    @Test
    void theServerIsRestartedFastAndImmediately() {
        Form form = new Form("restarts");
        int rounds = Form.pick(2, 15);
        try (Storm storm = attacked.storm(PACE)) {
            for (int i = 0; i < rounds; i++) {
                for (Stop mode : Stop.values()) {
                    attacked.server().restart(mode);
                    storm.goesOn();
                }
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(storm.watch().failures()).isNotEmpty();
            form.report(2 * rounds + " restarts, " + figures);
        }
    }

    /**
     * Others have taken every connection while none of the nodes' was open: first only shorter than a lease, then longer. To
     * get there the nodes are kept out by a limit until the others have all.
     */
    @Test
    void allConnectionsAreTaken() throws SQLException {
        Form form = new Form("connections-exhausted");
        int rounds = Form.pick(2, 12);
        try (Storm storm = attacked.storm(PACE)) {
            for (int i = 0; i < rounds; i++) {
                attacked.grant(0);
                List<Connection> taken = attacked.takeAll();
                attacked.grant(-1);
                refused(
                        storm,
                        i % 2 == 0 ? Duration.ZERO : Storm.LEASE.multipliedBy(3).dividedBy(2));
                for (Connection connection : taken) {
                    connection.close();
                }
                storm.goesOn();
            }
            storm.calm();
            form.report(rounds + " times, " + storm.verify());
        } finally {
            attacked.grant(-1);
        }
    }

    /** First none at all, then fewer than they need: some of what a node does goes on and some does not. */
    @Test
    void theNodesMayHaveFewConnectionsOrNone() {
        Form form = new Form("connections-limited");
        Random random = form.random();
        int rounds = Form.pick(2, 12);
        try (Storm storm = attacked.storm(PACE)) {
            for (int i = 0; i < rounds; i++) {
                attacked.grant(0);
                refused(storm, Storm.LEASE.multipliedBy(random.nextInt(3)).dividedBy(2));
                attacked.grant(2 + random.nextInt(4));
                Form.lasts(Storm.LEASE.multipliedBy(1 + random.nextInt(3)).dividedBy(2));
                attacked.grant(-1);
                storm.goesOn();
            }
            storm.calm();
            form.report(rounds + " times, " + storm.verify());
        } finally {
            attacked.grant(-1);
        }
    }

    @Test
    void theServerIsReadOnlyForAWhile() {
        verifyAgainst(
                "read-only", "25006", "default_transaction_read_only = on", "default_transaction_read_only = off");
    }

    @Test
    void statementsTimeOut() {
        verifyAgainst("statement-timeouts", "57014", "statement_timeout = 1ms", "statement_timeout = 0");
    }

    private static void refused(Storm storm, Duration longer) {
        int before = storm.watch().failures(NO_CONNECTION);
        await("claims and writes are refused a connection")
                .atMost(PATIENCE)
                .until(() -> storm.watch().failures(NO_CONNECTION) > before + 3);
        Form.lasts(longer);
    }

    private static void verifyAgainst(String name, String expected, String setting, String remedy) {
        Form form = new Form(name);
        int rounds = Form.pick(1, 12);
        try (Storm storm = attacked.storm(PACE)) {
            for (int i = 0; i < rounds; i++) {
                int before = storm.watch().failures(expected);
                attacked.server().reconfigure(List.of(setting));
                await().atMost(PATIENCE).until(() -> storm.watch().failures(expected) > before + 3);
                Form.lasts(Duration.ofSeconds(1));
                attacked.server().reconfigure(List.of(remedy));
                storm.goesOn();
            }
            storm.calm();
            form.report(rounds + " times, " + storm.verify());
        } finally {
            attacked.server().reconfigure(List.of(remedy));
        }
    }
}
