package dev.fermata.example.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.cluster.JvmProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void theServerSurvivesTheKillOfItsApplicationAndTheNextStartAdoptsIt() throws Exception {
        Path data = directory.resolve("postgres");
        String url;
        long server;
        try (JvmProcess first = start(data)) {
            url = url(first);
            assertThat(first.output()).anyMatch(line -> line.contains("fsync=on synchronous_commit=on"));
            execute(url, "create table kept as select 42 as value");
            server = ServerFiles.read(data).orElseThrow().pid();
            first.kill();
        }
        assertThat(ServerFiles.read(data)).map(ServerFiles::pid).contains(server);

        try (JvmProcess second = start(data)) {
            assertThat(url(second)).isEqualTo(url);
            assertThat(second.output()).anyMatch(line -> line.contains("process " + server + "): adopted"));
            second.terminate();
            second.awaitExit(PATIENCE);
        }
        assertThat(ServerFiles.read(data)).isEmpty();

        try (JvmProcess third = start(data)) {
            assertThat(query(url(third), "select value from kept")).isEqualTo("42");
            third.terminate();
            third.awaitExit(PATIENCE);
        }
    }

    @Test
    void theServerThatAnotherApplicationStartedIsSharedAndLeftRunning() {
        Path data = directory.resolve("shared");
        try (JvmProcess owner = start(data)) {
            String url = url(owner);
            try (JvmProcess guest = start(data)) {
                assertThat(url(guest)).isEqualTo(url);
                guest.terminate();
                guest.awaitExit(PATIENCE);
            }
            assertThat(query(url, "show fsync")).isEqualTo("on");
            owner.terminate();
            owner.awaitExit(PATIENCE);
        }
    }

    private static JvmProcess start(Path data) {
        return JvmProcess.start(ServerHolder.class.getName(), Map.of(), List.of("-Xmx128m"), List.of(data.toString()));
    }

    private static String url(JvmProcess process) {
        return process.awaitLine(line -> line.startsWith("url="), PATIENCE).substring("url=".length());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
