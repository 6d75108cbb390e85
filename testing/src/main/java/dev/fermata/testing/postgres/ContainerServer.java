package dev.fermata.testing.postgres;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, where that needs no download: a Docker engine answers and already has the image. */
final class ContainerServer {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerServer.class);

    private ContainerServer() {}

    /** Environment variable {@code FERMATA_TEST_POSTGRES_IMAGE}, system property {@code fermata.test.postgres-image}. */
    static String image() {
        String named = System.getenv("FERMATA_TEST_POSTGRES_IMAGE");
        return named != null ? named : System.getProperty("fermata.test.postgres-image", "postgres:18");
    }

    static Optional<TestServer> start() {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            LOG.info("No PostgreSQL container: {}", missing.get());
            return Optional.empty();
        }
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image()).asCompatibleSubstituteFor("postgres"));
        // Testcontainers' own command switches fsync off
        container.setCommand("postgres", "-c", "fsync=on");
        try {
            container.start();
        } catch (RuntimeException e) {
            LOG.warn("Image {} is there, but its container does not start: {}", image(), e.toString());
            return Optional.empty();
        }
        String url = container.getJdbcUrl();
        String credentials = "user=" + container.getUsername() + "&password=" + container.getPassword();
        return Optional.of(new TestServer(
                TestServer.Kind.CONTAINER, url + (url.contains("?") ? "&" : "?") + credentials, container::stop));
    }

    /** Why no container can be started, if so. */
    static Optional<String> missing() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine answers");
        }
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(image()).exec();
            return Optional.empty();
        } catch (NotFoundException e) {
            return Optional.of("the Docker engine has no image " + image());
        } catch (RuntimeException e) {
            return Optional.of("the Docker engine does not tell about image " + image() + ": " + e);
        }
    }
}
