package dev.fermata.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.properties.ApiKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;

class FermataApiTest {

    private static final String TRIGGER = "/api/v1/tasks/greet/trigger";
    private static final int LIMIT = 1024;

    private final FakeRuns runs = new FakeRuns();

    @Test
    void triggersWithThePayloadAsItStands() throws Exception {
        MockHttpServletResponse answer =
                trigger("{\"payload\":{\"name\":\"Ada\",\"price\":1.10,\"id\":12345678901234567890}}");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).isEqualTo("{\"id\":\"run_00000000000000010000000000000001\"}");
        assertThat(runs.stored)
                .containsExactly(new FakeRuns.Stored(
                        "greet", "{\"name\":\"Ada\",\"price\":1.10,\"id\":12345678901234567890}", null, null));
    }

    @Test
    void handsOnBothKeysAndTellsThatTheRunIsAnEarlierOne() throws Exception {
        trigger("{}");
        MockHttpServletResponse answer =
                call(post(TRIGGER, "{\"payload\":1,\"options\":{\"idempotencyKey\":\"order-42\"}}")
                        .header("x-trigger-request-idempotency-key", "b5e7"));

        assertThat(runs.stored.get(1)).isEqualTo(new FakeRuns.Stored("greet", "1", "order-42", "b5e7"));
        assertThat(json(answer).path("isCached").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                                      | null",
                "{\"payload\":\"Ada\"}                                                                   | \"Ada\"",
                "{\"payload\":\"Ada\",\"options\":{\"payloadType\":\"text/plain\"}}                      | \"Ada\"",
                "{\"payload\":\"{\\\"a\\\":1}\",\"options\":{\"payloadType\":\"application/json\"}}      | {\"a\":1}",
                "{\"payload\":\"{\\\"json\\\":{\\\"a\\\":1}}\",\"options\":{\"payloadType\":\"application/super+json\"}} | {\"a\":1}",
                "{\"payload\":{\"a\":1},\"options\":{\"payloadType\":\"application/super+json\"}}        | {\"a\":1}"
            })
    void understandsTheEncodingsOfPayloads(String body, String payload) throws Exception {
        assertThat(trigger(body).getStatus()).isEqualTo(200);
        assertThat(runs.stored.get(0).payload()).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"payload\":1}}",
                "[]",
                "42",
                "{\"payload\":1,\"payload\":2}",
                "{\"payload\":1,\"options\":[]}",
                "{\"payload\":\"{\",\"options\":{\"payloadType\":\"application/json\"}}",
                "{\"payload\":\"1\",\"options\":{\"payloadType\":\"application/super+json\"}}"
            })
    void refusesWhatIsMalformed(String body) throws Exception {
        assertProblem(trigger(body), 400, "FERMATA-3203");
    }

    @Test
    void refusesAnOptionItDoesNotKnow() throws Exception {
        MockHttpServletResponse answer = trigger("{\"options\":{\"delay\":\"1h\",\"tags\":[],\"test\":false}}");

        assertProblem(answer, 422, "FERMATA-3206");
        assertThat(json(answer).path("error").stringValue()).contains("delay").doesNotContain("tags");
    }

    @Test
    void refusesABodyThatIsNotSentAsJson() throws Exception {
        assertProblem(call(post(TRIGGER, "{}").contentType("application/x-www-form-urlencoded")), 415, "FERMATA-3207");
        assertProblem(call(post(TRIGGER, "{}").contentType("text/plain")), 415, "FERMATA-3207");
    }

    @Test
    void readsNoFurtherThanThePayloadMayReach() throws Exception {
        assertProblem(trigger(" ".repeat(2 * LIMIT + 64 * 1024 + 1)), 413, "FERMATA-3204");
    }

    @ParameterizedTest
    @CsvSource({
        "FERMATA-3001,404",
        "FERMATA-3002,422",
        "FERMATA-3003,413",
        "FERMATA-3101,400",
        "FERMATA-3102,422",
        "FERMATA-3103,413",
        "FERMATA-5001,503"
    })
    void tellsWhatTheEngineRefuses(String code, int status) throws Exception {
        runs.refuse(code);

        MockHttpServletResponse answer = trigger("{}");

        assertProblem(answer, status, code);
        assertThat(json(answer).path("detail").stringValue()).isEqualTo("the engine says no");
    }

    @Test
    void keepsToItselfWhatFailsInside() throws Exception {
        runs.failure = new IllegalStateException("secret detail");

        MockHttpServletResponse answer = trigger("{}");

        assertProblem(answer, 500, "FERMATA-3299");
        assertThat(answer.getContentAsString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run_00000000000000000000000000000009", "run_9", "order-42"})
    void knowsOnlyRunsThatAre(String id) throws Exception {
        assertProblem(call(request(HttpMethod.GET, "/api/v3/runs/" + id)), 404, "FERMATA-3205");
        assertProblem(call(request(HttpMethod.POST, "/api/v2/runs/" + id + "/cancel")), 404, "FERMATA-3205");
    }

    @Test
    void showsARunWithItsCheckpoints() throws Exception {
        String id = show(RunState.COMPLETED, "\"done\"", null);

        JsonNode run = json(call(request(HttpMethod.GET, "/api/v3/runs/" + id)));

        assertThat(run.path("id").stringValue()).isEqualTo(id);
        assertThat(run.path("taskIdentifier").stringValue()).isEqualTo("greet");
        assertThat(run.path("payload").path("name").stringValue()).isEqualTo("Ada");
        assertThat(run.path("output").stringValue()).isEqualTo("done");
        assertThat(run.path("createdAt").stringValue()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(run.path("checkpoints")).hasSize(1);
        assertThat(run.path("checkpoints").get(0).toString())
                .isEqualTo("{\"sequence\":1,\"label\":\"polish#1\",\"phase\":\"AFTER\","
                        + "\"committedAt\":\"2026-11-21T10:00:01Z\",\"attempts\":2,\"durationMs\":1.5,\"bytes\":17}");
        assertThat(run.propertyNames())
                .contains(
                        "isTest",
                        "updatedAt",
                        "tags",
                        "costInCents",
                        "baseCostInCents",
                        "durationMs",
                        "depth",
                        "triggerFunction",
                        "relatedRuns")
                .doesNotContain("error", "wakeAt", "reason");
        assertThat(run).noneMatch(JsonNode::isNull);
    }

    @Test
    void showsWhyARunFailed() throws Exception {
        String failure =
                "{\"type\":\"java.lang.IllegalStateException\",\"message\":\"no\",\"stack\":[\"a.B.c(B.java:1)\"],"
                        + "\"causes\":[{\"type\":\"java.io.IOException\",\"stack\":[],\"causes\":[]}]}";
        String id = show(RunState.FAILED, null, failure);

        JsonNode error =
                json(call(request(HttpMethod.GET, "/api/v3/runs/" + id))).path("error");

        assertThat(error.path("message").stringValue()).isEqualTo("no");
        assertThat(error.path("name").stringValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.path("stackTrace").stringValue()).isEqualTo("at a.B.c(B.java:1)");
        assertThat(error.path("causes").get(0).path("name").stringValue()).isEqualTo("java.io.IOException");
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void saysOfEachStateInExactlyOneWayWhereTheRunIs(RunState state) throws Exception {
        JsonNode run = json(call(request(HttpMethod.GET, "/api/v3/runs/" + show(state, null, null))));

        assertThat(run.path("status").stringValue()).isEqualTo(state.name());
        assertThat(List.of("isQueued", "isExecuting", "isWaiting", "isCompleted"))
                .filteredOn(member -> run.path(member).booleanValue())
                .hasSize(1);
        assertThat(run.path("isCompleted").booleanValue()).isEqualTo(state.isTerminal());
        assertThat(run.path("isSuccess").booleanValue()).isEqualTo(state == RunState.COMPLETED);
        assertThat(run.path("isFailed").booleanValue()).isEqualTo(state.isTerminal() && state != RunState.COMPLETED);
        assertThat(run.path("isCancelled").booleanValue()).isEqualTo(state == RunState.CANCELED);
    }

    @Test
    void answersACancellationOfAFinishedRunAsDone() throws Exception {
        String id = show(RunState.COMPLETED, null, null);

        MockHttpServletResponse answer = call(request(HttpMethod.POST, "/api/v2/runs/" + id + "/cancel"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).isEqualTo("{\"id\":\"" + id + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Bearer right-", "Basic right-key", "right-key"})
    void opensToNobodyWithoutAKey(String authorization) throws Exception {
        MockHttpServletResponse answer =
                call(List.of("right-key"), post(TRIGGER, "{}").header("Authorization", authorization));

        assertProblem(answer, 401, "FERMATA-3201");
        assertThat(answer.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(runs.stored).isEmpty();
    }

    @Test
    void opensWithEachConfiguredKeyFromAnywhere() throws Exception {
        for (String key : List.of("one-key", "other-key")) {
            MockHttpServletResponse answer = call(
                    List.of("one-key", "other-key"),
                    post(TRIGGER, "{}")
                            .header("Authorization", "bearer " + key)
                            .header("X-Forwarded-For", "203.0.113.9")
                            .remoteAddress("203.0.113.7"));
            assertThat(answer.getStatus()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "0:0:0:0:0:0:0:1", "::1"})
    void opensToThisMachineWhileThereIsNoKey(String address) throws Exception {
        assertThat(call(post(TRIGGER, "{}").remoteAddress(address)).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.0.7", "203.0.113.7", "2001:db8::1", "10.127.0.1"})
    void opensToNoOtherMachineWhileThereIsNoKey(String address) throws Exception {
        assertProblem(call(post(TRIGGER, "{}").remoteAddress(address)), 403, "FERMATA-3202");
        assertThat(runs.stored).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Forwarded,for=127.0.0.1",
        "X-Forwarded-For,127.0.0.1",
        "x-forwarded-proto,https",
        "X-Forwarded-Host,localhost",
        "Origin,https://evil.example",
        "Origin,null",
        "Host,evil.example:8080"
    })
    void opensToNothingThatComesFromElsewhereByWayOfThisMachine(String header, String value) throws Exception {
        assertProblem(call(post(TRIGGER, "{}").header(header, value)), 403, "FERMATA-3202");
        assertThat(runs.stored).isEmpty();
    }

    private String show(RunState state, @Nullable String output, @Nullable String failure) {
        RunId id = new RunId(new UUID(7, 7));
        Instant at = Instant.parse("2026-11-21T10:00:00Z");
        runs.shown.put(
                id,
                new RunRecord(
                        new RunRecord.Header(id, "greet", "default", null, at),
                        new RunRecord.Status(state, at, at, null, null, 0, null),
                        new RunRecord.Body(
                                bytes("{\"name\":\"Ada\"}"),
                                output == null ? null : bytes(output),
                                failure == null ? null : bytes(failure)),
                        List.of(new RunRecord.CheckpointRecord(
                                1, "polish#1", "AFTER", at.plusSeconds(1), 2, 1500, 17))));
        return id.toString();
    }

    private MockHttpServletResponse trigger(String body) throws Exception {
        return call(post(TRIGGER, body));
    }

    private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
        return call(List.of(), request);
    }

    private MockHttpServletResponse call(List<String> keys, MockHttpServletRequestBuilder request) throws Exception {
        FermataApi api = new FermataApi(runs, keys.stream().map(ApiKey::valueOf).toList(), LIMIT);
        MockMvc mvc = MockMvcBuilders.routerFunctions(api.routes()).build();
        return mvc.perform(request).andReturn().getResponse();
    }

    private static MockHttpServletRequestBuilder post(String path, String body) {
        return request(HttpMethod.POST, path).contentType("application/json").content(body);
    }

    private static MockHttpServletRequestBuilder request(HttpMethod method, String path) {
        return MockMvcRequestBuilders.request(method, path);
    }

    private static void assertProblem(MockHttpServletResponse answer, int status, String code) throws Exception {
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("error").stringValue())
                .isNotEmpty()
                .isEqualTo(problem.path("detail").stringValue());
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return Json.parse(answer.getContentAsString(StandardCharsets.UTF_8), "the answer");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
