package dev.fermata.spring.http;

import dev.fermata.engine.Runs;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.engine.store.RunStore.CancelResult;
import dev.fermata.spring.properties.ApiKey;
import java.io.IOException;
import java.util.Collection;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The routes of the HTTP API. They answer for themselves: no converter, advice or error page of the application does. */
public final class FermataApi {

    private static final String REQUEST_KEY = "x-trigger-request-idempotency-key";

    /** A payload may be wrapped in a string, where each quote takes two bytes; the options are small. */
    private static final int ENVELOPE = 64 * 1024;

    private final RunDoor runs;
    private final Gate gate;
    private final int maxBody;

    /**
     * @param keys none: only programs on this machine may call
     * @param maxPayload bytes
     */
    public FermataApi(Runs runs, Collection<ApiKey> keys, int maxPayload) {
        this(new EngineRuns(runs), keys, maxPayload);
    }

    FermataApi(RunDoor runs, Collection<ApiKey> keys, int maxPayload) {
        this.runs = runs;
        this.gate = new Gate(keys);
        this.maxBody = 2 * maxPayload + ENVELOPE;
    }

    public RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/api/v1/tasks/{taskId}/trigger", this::trigger)
                .GET("/api/v3/runs/{runId}", this::retrieve)
                .POST("/api/v2/runs/{runId}/cancel", this::cancel)
                .filter(this::guarded)
                .build();
    }

    private ServerResponse guarded(ServerRequest request, HandlerFunction<ServerResponse> route) {
        try {
            gate.check(request.servletRequest());
            return route.handle(request);
        } catch (Exception e) {
            return Problems.of(e);
        }
    }

    private ServerResponse trigger(ServerRequest request) throws IOException {
        byte[] body = RequestBody.read(request.servletRequest(), maxBody);
        TriggerRequest trigger = TriggerRequest.read(body);
        Accepted accepted = runs.trigger(
                request.pathVariable("taskId"),
                trigger.payload(),
                trigger.idempotencyKey(),
                request.headers().firstHeader(REQUEST_KEY));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("id", accepted.run().toString());
        if (accepted.isCached()) {
            answer.put("isCached", true);
        }
        return ok(answer);
    }

    private ServerResponse retrieve(ServerRequest request) {
        RunId id = runId(request);
        return ok(runs.find(id).map(RunView::of).orElseThrow(() -> Problem.unknownRun(id.toString())));
    }

    private ServerResponse cancel(ServerRequest request) {
        RunId id = runId(request);
        if (runs.cancel(id) == CancelResult.UNKNOWN) {
            throw Problem.unknownRun(id.toString());
        }
        return ok(JsonNodeFactory.instance.objectNode().put("id", id.toString()));
    }

    private static RunId runId(ServerRequest request) {
        String text = request.pathVariable("runId");
        return RunId.parse(text).orElseThrow(() -> Problem.unknownRun(text));
    }

    private static ServerResponse ok(ObjectNode body) {
        return Json.answer(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON), body);
    }
}
