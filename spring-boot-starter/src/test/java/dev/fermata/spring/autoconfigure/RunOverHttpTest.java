package dev.fermata.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.spring.app.GreetingApplication;
import dev.fermata.spring.app.GreetingTasksClient;
import dev.fermata.spring.app.Guest;
import dev.fermata.spring.app.Http;
import dev.fermata.spring.app.Runner;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@PostgresFixture
class RunOverHttpTest {

    private static ConfigurableApplicationContext application;
    private static TestDatabase database;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        application = Runner.web(GreetingApplication.class, fresh);
        http = Http.of(application);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aTriggeredRunCompletesAndShowsItsCheckpoints() {
        String id = http.trigger("greet", "{\"payload\":{\"name\":\"ada\",\"bows\":2}}");

        JsonNode run = finished(id);

        assertThat(run.path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(run.path("output").stringValue()).isEqualTo("Good day, Ada!!");
        assertThat(run.path("payload").toString()).isEqualTo("{\"name\":\"ada\",\"bows\":2}");
        assertThat(StreamSupport.stream(run.path("checkpoints").spliterator(), false))
                .extracting(checkpoint -> checkpoint.path("label").stringValue())
                .containsExactly("polish#1", "bow#1");
    }

    @Test
    void aRunThatFailsShowsWhy() {
        JsonNode run = finished(http.trigger("greet", "{\"payload\":{\"name\":\"ada\",\"bows\":-1}}"));

        assertThat(run.path("status").stringValue()).isEqualTo("FAILED");
        assertThat(run.path("error").path("message").stringValue()).isEqualTo("nobody bows -1 times");
        assertThat(run.path("error").path("stackTrace").stringValue()).contains("GreetingTasks.bow");
    }

    @Test
    void aSecondTriggerWithTheSameKeyReturnsTheFirstRun() {
        String body = "{\"payload\":{\"name\":\"ada\",\"bows\":0},\"options\":{\"idempotencyKey\":\"once\"}}";

        assertThat(http.trigger("greet", body)).isEqualTo(http.trigger("greet", body));
        assertThat(count("idempotency_key = 'once'")).isEqualTo(1);
    }

    @Test
    void aFinishedRunIsCanceledWithoutEffect() {
        String id = http.trigger("greet", "{\"payload\":{\"name\":\"ada\",\"bows\":0}}");
        finished(id);

        assertThat(http.post("/api/v2/runs/" + id + "/cancel", "").statusCode()).isEqualTo(200);
        assertThat(finished(id).path("status").stringValue()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "great | {\"payload\":{\"name\":\"bad\",\"bows\":1}}       | 404 | FERMATA-3001",
                "greet | {\"payload\":{\"name\":\"bad\",                   | 400 | FERMATA-3203",
                "greet | {\"payload\":{\"name\":\"bad\",\"bows\":\"many\"}} | 422 | FERMATA-3102",
                "greet | {\"payload\":[]}                                  | 422 | FERMATA-3102"
            })
    void badInputIsRefusedAndNothingIsStored(String task, String body, int status, String code) {
        long before = count("true");

        var answer = http.post("/api/v1/tasks/" + task + "/trigger", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(http.json(answer).path("code").stringValue()).isEqualTo(code);
        assertThat(count("true")).isEqualTo(before);
    }

    @Test
    void aPayloadOverTheLimitIsRefusedAndNothingIsStored() {
        long before = count("true");

        var answer = http.post(
                "/api/v1/tasks/greet/trigger", "{\"payload\":{\"bows\":1,\"name\":\"" + "a".repeat(1 << 20) + "\"}}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(http.json(answer).path("code").stringValue()).isEqualTo("FERMATA-3003");
        assertThat(count("true")).isEqualTo(before);
    }

    @Test
    void aTriggerInATransactionSharesItsFate() {
        GreetingTasksClient client = application.getBean(GreetingTasksClient.class);
        TransactionTemplate transaction =
                new TransactionTemplate(application.getBean(PlatformTransactionManager.class));

        String rolledBack = transaction.execute(status -> {
            status.setRollbackOnly();
            return client.greet(new Guest("nobody", 1)).trigger().id();
        });
        String committed = transaction.execute(status -> {
            String id = client.greet(new Guest("somebody", 1)).trigger().id();
            assertThat(http.get("/api/v3/runs/" + id).statusCode()).isEqualTo(404);
            return id;
        });

        assertThat(http.get("/api/v3/runs/" + rolledBack).statusCode()).isEqualTo(404);
        assertThat(finished(committed).path("output").stringValue()).isEqualTo("Good day, Somebody!");
    }

    @Test
    void aTriggerOutsideATransactionStandsAtOnce() {
        String id = application
                .getBean(GreetingTasksClient.class)
                .greet(new Guest("ada", 1))
                .trigger()
                .id();

        assertThat(http.get("/api/v3/runs/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void theHealthCheckIsUpWhileRunsAreExecuted() {
        assertThat(application
                        .getBean("fermataHealthIndicator", HealthIndicator.class)
                        .health())
                .isEqualTo(Health.up().withDetail("worker", "running").build());
    }

    private static JsonNode finished(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> http.json(http.get("/api/v3/runs/" + id)),
                        run -> run.path("isCompleted").asBoolean(false));
    }

    private static long count(String condition) {
        Long rows = database.value(Long.class, "select count(*) from fermata.run where " + condition);
        return rows == null ? -1 : rows;
    }
}
