package dev.fermata.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ContainerServerTest {

    @Test
    void containerServesADurableDatabase() {
        Optional<String> missing = ContainerServer.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "needs Docker and the image: " + missing.orElseThrow());
        TestServer server = ContainerServer.start().orElseThrow();
        try {
            server.requireDurable();
            String database = Templates.copy(server, TestSchema.Empty.class);
            Templates.drop(server, database);
            assertThat(server.kind()).isEqualTo(TestServer.Kind.CONTAINER);
        } finally {
            server.stop().run();
        }
    }
}
