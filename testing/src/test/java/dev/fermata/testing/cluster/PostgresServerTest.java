package dev.fermata.testing.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    static Path directory;

    @BeforeAll
    static void onlyWhereAServerIsInstalled() {
        Assumptions.assumeTrue(PostgresServer.installation().isPresent(), "no PostgreSQL server is installed");
    }

    @Test
    void committedRowsSurviveAnImmediateStop() throws SQLException {
        try (PostgresServer server = PostgresServer.create(directory, "alone", List.of())) {
            execute(server.jdbcUrl("postgres"), "create table kept(n int)", "insert into kept values (42)");
            server.restart(PostgresServer.Stop.IMMEDIATE);
            assertThat(read(server.jdbcUrl("postgres"), "select n from kept")).isEqualTo("42");
            assertThat(read(server.jdbcUrl("postgres"), "show fsync")).isEqualTo("on");
        }
    }

    @Test
    void promotedReplicaHasEveryRowAcknowledgedUnderSynchronousReplication() throws SQLException {
        try (PostgresServer primary = PostgresServer.create(directory, "primary", List.of());
                PostgresServer replica = primary.replicate(directory, "replica")) {
            primary.reconfigure(List.of("synchronous_standby_names = 'replica'"));
            execute(primary.jdbcUrl("postgres"), "create table kept(n int)", "insert into kept values (7)");
            primary.stop(PostgresServer.Stop.IMMEDIATE);
            replica.promote();
            assertThat(read(replica.jdbcUrl("postgres"), "select n from kept")).isEqualTo("7");
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String read(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
