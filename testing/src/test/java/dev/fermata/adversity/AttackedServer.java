package dev.fermata.adversity;

import static org.awaitility.Awaitility.await;

import dev.fermata.testing.cluster.PostgresServer;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of an attack's own and the database on it. The nodes' role is no superuser: those may connect when
 * nobody else may.
 */
final class AttackedServer implements AutoCloseable {

    /** The role of the nodes. */
    private static final String ROLE = "app";

    /** The role of whoever takes connections away from them. */
    private static final String HOG = "hog";

    private static final int CONNECTIONS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresServer server;
    private final TestDatabase database;

    /** Kept, because a new one might not be had; made anew after a restart. */
    private @Nullable Connection administrator;

    private AttackedServer(PostgresServer server) {
        this.server = server;
        administer("create role " + ROLE + " login createdb; create role " + HOG + " login");
        this.database = TestDatabase.createAt(url("postgres", ROLE), "attacked", FermataSchema.class);
    }

    /** Where no server is installed, the test is skipped. */
    static AttackedServer create(Path directory, String name, List<String> settings, List<String> initdb) {
        Assumptions.assumeTrue(PostgresServer.installation().isPresent(), "no PostgreSQL server is installed");
        List<String> all = new ArrayList<>(settings);
        all.add("max_connections = " + CONNECTIONS);
        return new AttackedServer(PostgresServer.create(directory, name, all, initdb));
    }

    PostgresServer server() {
        return server;
    }

    TestDatabase database() {
        return database;
    }

    /** Two nodes at work. */
    Storm storm(Duration pace) {
        Storm storm = new Storm(database);
        storm.node("one", database.jdbcUrl());
        storm.node("two", database.jdbcUrl());
        storm.load(database.jdbcUrl(), pace);
        storm.goesOn();
        return storm;
    }

    /** Ends about this share of the nodes' connections; says how many. */
    int terminate(double share) {
        return (int) number("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '" + ROLE
                + "' and random() < " + share);
    }

    /** The nodes may have that many connections from now on, and have none now; -1: as many as there are. */
    void grant(int connections) {
        administer("alter role " + ROLE + " connection limit " + connections);
        if (connections == 0) {
            await("no node has a connection").atMost(PATIENCE).until(() -> terminate(2) == 0);
        }
    }

    /** Takes every connection that is not kept for superusers. Whoever has one has to be deprived of it first. */
    List<Connection> takeAll() {
        long reserved = number("select current_setting('superuser_reserved_connections')::int");
        List<Connection> taken = new ArrayList<>();
        await("all connections are taken").atMost(PATIENCE).until(() -> {
            while (taken.size() < CONNECTIONS) {
                try {
                    taken.add(DriverManager.getConnection(url("attacked", HOG)));
                } catch (SQLException e) {
                    if (!"53300".equals(e.getSQLState())) {
                        throw e;
                    }
                    break;
                }
            }
            // The administrator has one more. What others still had is given back a little after it was ended.
            return taken.size() == CONNECTIONS - reserved - 1;
        });
        return taken;
    }

    void administer(String sql) {
        try (Statement statement = administrator().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /**
     * So many bytes more in the server's log, if it can; what the nodes do there is more than that on a fast machine
     * only.
     */
    void writeToLog(int bytes) {
        try (Statement statement = administrator().createStatement()) {
            statement.execute("select pg_logical_emit_message(false, 'fermata', repeat('x', " + bytes + "))");
        } catch (SQLException e) {
            // It cannot: this is what is waited for.
        }
    }

    private long number(String sql) {
        try (Statement statement = administrator().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection administrator() throws SQLException {
        Connection open = administrator;
        if (open == null || !open.isValid(2)) {
            open = DriverManager.getConnection(server.jdbcUrl("postgres"));
            administrator = open;
        }
        return open;
    }

    private String url(String name, String role) {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name + "?user=" + role;
    }

    @Override
    public void close() {
        server.close();
    }
}
