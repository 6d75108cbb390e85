package dev.fermata.testing.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server of this JVM: the one {@code FERMATA_TEST_DATABASE_URL} names, else the machine's own
 * where the system property {@code fermata.test.server} is {@code installed}, else a container where a Docker engine answers
 * and has the image, else an embedded one. Started when the first test asks, stopped when the JVM ends.
 */
record TestServer(Kind kind, String url, Runnable stop) {

    /** Where a server comes from. */
    enum Kind {
        EXTERNAL,
        INSTALLED,
        CONTAINER,
        EMBEDDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);

    static TestServer shared() {
        return Shared.SERVER;
    }

    /** Connections to one of its databases. */
    PGSimpleDataSource database(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setDatabaseName(name);
        return source;
    }

    /** Connections to the database that the URL names, to make others from. */
    PGSimpleDataSource maintenance() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        return source;
    }

    /** Unlike the fixture's other users a server may be made for tests only, but no measured figure is bought with loss. */
    void requireDurable() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = show(setting);
            if (!value.equals("on")) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "The %s test server has %s=%s. Tests run on a durable server: set it to on.",
                        kind.name().toLowerCase(Locale.ROOT),
                        setting,
                        value));
            }
        }
    }

    String show(String setting) {
        try (Connection connection = maintenance().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server " + url + " does not answer: " + e.getMessage(), e);
        }
    }

    private static final class Shared {

        private static final TestServer SERVER = start();

        private static TestServer start() {
            TestServer server = choose();
            Runtime.getRuntime().addShutdownHook(new Thread(server.stop(), "stop of the test server"));
            server.requireDurable();
            LOG.info("Tests use PostgreSQL {}, {}", server.show("server_version"), describe(server));
            return server;
        }

        private static TestServer choose() {
            String external = System.getenv("FERMATA_TEST_DATABASE_URL");
            if (external != null && !external.isBlank()) {
                return new TestServer(Kind.EXTERNAL, external, () -> {});
            }
            if (InstalledServer.isWanted()) {
                return InstalledServer.start();
            }
            return ContainerServer.start().orElseGet(EmbeddedServer::start);
        }

        private static String describe(TestServer server) {
            return switch (server.kind()) {
                case EXTERNAL -> "the server that FERMATA_TEST_DATABASE_URL names";
                case INSTALLED -> "as it is installed";
                case CONTAINER -> "in a container of image " + ContainerServer.image();
                case EMBEDDED -> "embedded";
            };
        }
    }
}
