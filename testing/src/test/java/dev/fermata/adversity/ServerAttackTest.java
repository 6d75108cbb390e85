package dev.fermata.adversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.PostgresServer;
import dev.fermata.testing.cluster.PostgresServer.Stop;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Attack 5: what a PostgreSQL server does on a bad day, under two nodes at work. */
@Timeout(1200)
class ServerAttackTest {

    private static final Duration PACE = Duration.ofMillis(30);
    private static final String APPLICATION = "app";

    @TempDir
    private static Path directory;

    private static PostgresServer server;
    private static TestDatabase database;

    /** Kept, because a new one cannot be had while others take all there are; made anew after a restart. */
    private static @Nullable Connection killer;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(PostgresServer.installation().isPresent(), "no PostgreSQL server is installed");
        server = PostgresServer.create(directory, "attacked", List.of("max_connections = 60"));
        // Not a superuser: those may connect when nobody else may.
        asAdministrator("create role app login createdb");
        database = TestDatabase.createAt(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=" + APPLICATION,
                "attacked",
                FermataSchema.class);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void backendsAreTerminatedSeveralTimesASecond() {
        Form form = new Form("terminated-backends");
        Random random = form.random();
        try (Storm storm = storm()) {
            int terminated = 0;
            for (int i = 0; i < Form.pick(20, 600); i++) {
                terminated += terminate(random.nextInt(4) == 0 ? 1.0 : 0.3);
                Form.lasts(Duration.ofMillis(100 + random.nextInt(150)));
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(terminated).isGreaterThan(30);
            assertThat(storm.watch().failures()).isNotEmpty();
            form.report(terminated + " backends terminated, " + figures);
        }
    }

    @Test
    void theServerIsRestartedFastAndImmediately() {
        Form form = new Form("restarts");
        int rounds = Form.pick(2, 25);
        try (Storm storm = storm()) {
            for (int i = 0; i < rounds; i++) {
                for (Stop mode : Stop.values()) {
                    int before = storm.accepted();
                    server.restart(mode);
                    await().atMost(Duration.ofSeconds(30)).until(() -> storm.accepted() > before + 10);
                }
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(storm.watch().failures()).isNotEmpty();
            form.report(2 * rounds + " restarts, " + figures);
        }
    }

    @Test
    void allConnectionsAreTaken() throws SQLException {
        Assumptions.assumeTrue(
                Form.pick(0, 1) == 1, "in the quick form it does not always get hold of the last connection");
        Form form = new Form("connections-exhausted");
        try (Storm storm = storm()) {
            for (int i = 0; i < Form.pick(1, 20); i++) {
                List<Connection> taken = new ArrayList<>();
                try {
                    // Whoever loses a connection does not get another one; some are left their first ones.
                    for (int tries = 0; tries < 200; tries++) {
                        terminate(0.5);
                        take(taken);
                    }
                    Form.lasts(Duration.ofSeconds(2));
                } finally {
                    for (Connection connection : taken) {
                        connection.close();
                    }
                }
                int before = storm.accepted();
                await().atMost(Duration.ofSeconds(30)).until(() -> storm.accepted() > before + 10);
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(storm.watch().failures()).containsKey("53300");
            form.report(figures);
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

    /** The rows of checkpoints stand on a file system of a few megabytes. */
    @Test
    void theDiskIsFull() throws Exception {
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root can mount a small file system");
        Path disk = Files.createDirectories(directory.resolve("small-disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m,mode=777", "tmpfs", disk.toString()) == 0,
                "no file system can be mounted here");
        Path filler = disk.resolve("filler");
        Form form = new Form("disk-full");
        try {
            asAdministrator(
                    "create tablespace small location '" + Files.createDirectories(own(disk.resolve("ts"))) + "'");
            asAdministrator("grant create on tablespace small to app");
            database.execute("alter table fermata.checkpoint set tablespace small");
            try (Storm storm = storm()) {
                for (int i = 0; i < Form.pick(1, 20); i++) {
                    fill(filler);
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> storm.watch().failures().getOrDefault("53100", 0) > 3);
                    Form.lasts(Duration.ofSeconds(1));
                    Files.delete(filler);
                    int before = storm.accepted();
                    await().atMost(Duration.ofSeconds(30)).until(() -> storm.accepted() > before + 10);
                }
                storm.calm();
                form.report(storm.verify());
            }
            database.execute("alter table fermata.checkpoint set tablespace pg_default");
            asAdministrator("drop tablespace small");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static void verifyAgainst(String name, String expected, String setting, String remedy) {
        Form form = new Form(name);
        try (Storm storm = storm()) {
            for (int i = 0; i < Form.pick(1, 30); i++) {
                server.reconfigure(List.of(setting));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> storm.watch().failures().getOrDefault(expected, 0) > 3);
                Form.lasts(Duration.ofSeconds(1));
                server.reconfigure(List.of(remedy));
                int before = storm.accepted();
                await().atMost(Duration.ofSeconds(30)).until(() -> storm.accepted() > before + 10);
            }
            storm.calm();
            String figures = storm.verify();
            assertThat(storm.watch().failures()).containsKey(expected);
            form.report(figures);
        } finally {
            server.reconfigure(List.of(remedy));
        }
    }

    private static Storm storm() {
        Storm storm = new Storm(database);
        storm.node("one", database.jdbcUrl());
        storm.node("two", database.jdbcUrl());
        storm.load(database.jdbcUrl(), PACE);
        await().until(() -> storm.accepted() > 10);
        return storm;
    }

    private static int terminate(double share) {
        try (Statement statement = killer().createStatement();
                ResultSet row = statement.executeQuery("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where usename = 'app' and application_name <> 'hog' and random() < " + share)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection killer() throws SQLException {
        if (killer == null || !killer.isValid(2)) {
            killer = administrator();
        }
        return killer;
    }

    private static void take(List<Connection> taken) {
        try {
            taken.add(DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + server.port() + "/attacked?user=app&ApplicationName=hog"));
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("53300");
        }
    }

    /** To the last byte. */
    private static void fill(Path file) {
        try {
            Files.write(file, new byte[64 << 20]);
            throw new AssertionError("the disk is larger than it should be");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static Path own(Path path) throws IOException {
        Files.createDirectories(path);
        Files.setOwner(
                path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        return path;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void asAdministrator(String sql) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static Connection administrator() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"));
    }
}
