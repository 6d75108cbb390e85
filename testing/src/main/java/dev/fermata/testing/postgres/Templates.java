package dev.fermata.testing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The template databases of this JVM, one for each schema that a test has asked for. Names carry a random part: several
 * JVMs may share an external server.
 */
final class Templates {

    private static final String PREFIX =
            "fermata_" + UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT) + "_";

    private static final Map<Class<? extends TestSchema>, String> CREATED = new HashMap<>();

    private static int databases;

    private Templates() {}

    /** Name of a new database that holds what {@code schema} creates. */
    static synchronized String copy(TestServer server, Class<? extends TestSchema> schema) {
        String template = CREATED.get(schema);
        if (template == null) {
            template = create(server, schema);
            CREATED.put(schema, template);
        }
        String copy = PREFIX + ++databases;
        execute(server, "create database " + copy + " template " + template);
        return copy;
    }

    /** Ends the connections that a test has left open. */
    static void drop(TestServer server, String database) {
        execute(server, "drop database if exists " + database + " with (force)");
    }

    private static String create(TestServer server, Class<? extends TestSchema> schema) {
        String template = PREFIX + "template_" + CREATED.size();
        execute(server, "create database " + template);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> dropAtEnd(server, template)));
        try {
            schema.getDeclaredConstructor().newInstance().createIn(server.database(template));
            return template;
        } catch (Exception e) {
            drop(server, template);
            throw new IllegalStateException("The template of " + schema.getName() + " cannot be created", e);
        }
    }

    /** Only a server that outlives the JVM keeps what is not dropped; the others may already be stopping. */
    private static void dropAtEnd(TestServer server, String database) {
        if (server.kind() == TestServer.Kind.EXTERNAL) {
            drop(server, database);
        }
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = server.maintenance().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }
}
