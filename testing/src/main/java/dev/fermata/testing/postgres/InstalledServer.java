package dev.fermata.testing.postgres;

import dev.fermata.testing.cluster.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL as the machine has it installed, usually of an older version than the embedded one. */
final class InstalledServer {

    private static final String INSTALLED = "installed";

    private InstalledServer() {}

    /** Whether the system property {@code fermata.test.server} asks for it. */
    static boolean isWanted() {
        return INSTALLED.equals(System.getProperty("fermata.test.server"));
    }

    /** Why it cannot be had, if so. */
    static Optional<String> missing() {
        return PostgresServer.installation().isPresent()
                ? Optional.empty()
                : Optional.of("no PostgreSQL server is installed");
    }

    static TestServer start() {
        try {
            Path directory = Files.createTempDirectory("fermata-installed");
            PostgresServer server = PostgresServer.create(directory, "data", List.of());
            return new TestServer(TestServer.Kind.INSTALLED, server.jdbcUrl("postgres"), () -> {
                server.close();
                delete(directory);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
