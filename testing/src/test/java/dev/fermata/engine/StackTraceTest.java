package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.codec.FailureCodec;
import dev.fermata.engine.codec.StoredFailure;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.trigger.TriggerOptions;
import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Failures show the user's file and line and nothing of the machine, where they are stored, logged and caught. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class StackTraceTest {

    private static final String SOURCE = """
            package app;

            import dev.fermata.*;
            import java.util.List;

            public class FailingTasks {

                @Task(id = "step-fails", retry = @Retry(maxAttempts = 2, minDelay = "1ms"))
                public String stepFails(String how) {
                    String before = how + "!";
                    return step(before); // CALL
                }

                @Task(id = "code-fails", retry = @Retry(maxAttempts = 1))
                public String codeFails(String how) {
                    step("fine");
                    try {
                        check(how); // CHECK
                    } catch (IllegalArgumentException e) {
                        IllegalStateException wrapped = new IllegalStateException("wrapped", e); // WRAP
                        List.of("x").forEach(x -> wrapped.addSuppressed(new RuntimeException(x))); // LAMBDA
                        throw wrapped;
                    }
                    return "";
                }

                @Task(id = "caught", retry = @Retry(maxAttempts = 1))
                public List<String> caught(String how) {
                    try {
                        step(how); // CAUGHT
                    } catch (IllegalStateException e) {
                        step("fine");
                        return java.util.Arrays.stream(e.getStackTrace()).map(String::valueOf).toList();
                    }
                    return List.of();
                }

                private void check(String how) {
                    throw new IllegalArgumentException(how); // PLAIN
                }

                @Step
                String step(String how) {
                    if (how.startsWith("bad")) {
                        throw new IllegalStateException(how); // STEP
                    }
                    return how;
                }
            }
            """;

    private static final ClassLoader COMPILED =
            Compilation.of(Map.of("app/FailingTasks.java", SOURCE), 17).load();

    private final EngineFixture cluster;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.fermata.engine");

    StackTraceTest(TestDatabase database) {
        this.cluster = new EngineFixture(database);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        cluster.close();
    }

    @Test
    void aFailureOfAStepNamesTheLineOfTheStepAndOfItsCall() throws Exception {
        assertThat(failureOf("step-fails").stack())
                .containsExactly(
                        "app.FailingTasks.step(FailingTasks.java:" + line("STEP") + ")",
                        "app.FailingTasks.stepFails(FailingTasks.java:" + line("CALL") + ")");
    }

    @Test
    void aFailureOfCodeKeepsItsCausesAndWhatWasSuppressed() throws Exception {
        StoredFailure failure = failureOf("code-fails");

        assertThat(failure.stack())
                .containsExactly("app.FailingTasks.codeFails(FailingTasks.java:" + line("WRAP") + ")");
        assertThat(failure.causes()).hasSize(1);
        assertThat(failure.causes().get(0).stack())
                .containsSubsequence(
                        "app.FailingTasks.check(FailingTasks.java:" + line("PLAIN") + ")",
                        "app.FailingTasks.codeFails(FailingTasks.java:" + line("CHECK") + ")")
                .hasSize(2);
        assertThat(failure.suppressed()).extracting(StoredFailure::message).containsExactly("x");
        assertThat(failure.suppressed().get(0).stack())
                .anyMatch(frame -> frame.matches(
                        "app.FailingTasks.lambda\\$codeFails\\$\\d+\\(FailingTasks.java:" + line("LAMBDA") + "\\)"))
                .noneMatch(frame -> frame.contains("fermata"));
    }

    @Test
    void whatTheTaskCatchesShowsTheSame() throws Exception {
        Node node = started();
        RunId run = trigger(node, "caught");

        assertThat(node.output(run))
                .isEqualTo("[\"app.FailingTasks.step(FailingTasks.java:" + line("STEP") + ")\","
                        + "\"app.FailingTasks.caught(FailingTasks.java:" + line("CAUGHT") + ")\"]");
    }

    @Test
    void whatIsLoggedShowsTheSame() throws Exception {
        StoredFailure unused = failureOf("step-fails");

        List<String> logged = log.list.stream()
                .map(ILoggingEvent::getThrowableProxy)
                .filter(ThrowableProxy.class::isInstance)
                .flatMap(proxy ->
                        Arrays.stream(((ThrowableProxy) proxy).getThrowable().getStackTrace()))
                .map(StackTraceElement::toString)
                .toList();
        assertThat(logged)
                .contains("app.FailingTasks.stepFails(FailingTasks.java:" + line("CALL") + ")")
                .noneMatch(frame -> frame.contains("$stepFails") || frame.contains("dev.fermata.engine"));
    }

    private static int line(String marker) {
        return (int) SOURCE.substring(0, SOURCE.indexOf("// " + marker)).lines().count();
    }

    private StoredFailure failureOf(String task) throws Exception {
        Node node = started();
        byte[] failure =
                node.awaitState(trigger(node, task), RunState.FAILED).body().failure();
        return new FailureCodec().decode(Objects.requireNonNull(failure));
    }

    private Node started() throws Exception {
        Node node = cluster.node(
                COMPILED.loadClass("app.FailingTasks").getConstructor().newInstance());
        node.engine().start();
        return node;
    }

    private static RunId trigger(Node node, String task) {
        return node.engine()
                .runs()
                .trigger(task, EngineFixture.json("\"bad\""), TriggerOptions.NONE)
                .run();
    }
}
