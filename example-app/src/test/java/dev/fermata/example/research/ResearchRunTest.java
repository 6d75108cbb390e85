package dev.fermata.example.research;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.RunHandle;
import dev.fermata.example.ExampleApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

@PostgresFixture
class ResearchRunTest {

    @Test
    void theAgentsRunHasACheckpointForEachReplyAndToolAndTheAnswerOfThePlainMethod(TestDatabase database) {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(ExampleApplication.class)
                .properties(Map.of(
                        "spring.datasource.url", database.jdbcUrl(),
                        "spring.datasource.username", database.user(),
                        "spring.datasource.password", database.password()))
                .run("--server.port=0")) {
            Question question = new Question("Which key does a payment provider need?");

            RunHandle<Answer> run = application
                    .getBean(ResearchTasksClient.class)
                    .research(question)
                    .trigger();

            RestClient api = RestClient.create(
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
            Map<?, ?> shown = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shown(api, run.id()), view -> Boolean.TRUE.equals(view.get("isCompleted")));
            Answer plain = application.getBean(ResearchTasks.class).research(question);
            assertThat(shown.get("status")).isEqualTo("COMPLETED");
            assertThat(shown.get("output"))
                    .isEqualTo(Map.of("text", plain.text(), "sources", plain.sources(), "turns", plain.turns()));
            assertThat(shown.get("checkpoints"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(2 * plain.turns() - 1);
        }
    }

    private static Map<?, ?> shown(RestClient api, String run) {
        Map<?, ?> view = api.get().uri("/api/v3/runs/" + run).retrieve().body(Map.class);
        return view == null ? Map.of() : view;
    }
}
