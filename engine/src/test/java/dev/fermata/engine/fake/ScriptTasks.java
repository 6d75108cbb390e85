package dev.fermata.engine.fake;

import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tasks whose machines are written by hand ({@code ScriptTasks$Fermata}), with steps that do what a test says. A task
 * returns what its steps returned, in order.
 */
public class ScriptTasks {

    /** What a step does. */
    @FunctionalInterface
    public interface Body {
        @Nullable
        String run() throws Throwable;
    }

    private final Map<String, Body> bodies = new ConcurrentHashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private volatile Duration pause = Duration.ofDays(3);

    /** {@code a; b}. */
    @Task(id = "straight", queue = "scripts", retry = @Retry(maxAttempts = 4, minDelay = "30s", jitter = false))
    String straight(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code try { a } catch (Throwable e) { "caught " + e } b}. */
    @Task(id = "caught")
    String caught(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code a; sleep; b}. */
    @Task(id = "sleeper")
    String sleeper(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code try { a; sleep; b } finally { cleanup }}. */
    @Task(id = "guarded")
    String guarded(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code a; code; b}, where {@code code} is no step. */
    @Task(id = "thinker", retry = @Retry(maxAttempts = 2, minDelay = "1m", maxDelay = "1h", jitter = false))
    String thinker(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    @Step
    @Nullable
    String a() throws Throwable {
        return perform("a");
    }

    @Step(retry = @Retry(maxAttempts = 2, minDelay = "10s", jitter = false))
    @Nullable
    String b() throws Throwable {
        return perform("b");
    }

    @Step
    @Nullable
    String cleanup() throws Throwable {
        return perform("cleanup");
    }

    /** From now on the step does this. Default: it returns its name. */
    public ScriptTasks on(String step, Body body) {
        bodies.put(step, body);
        return this;
    }

    /** How long {@code sleep} sleeps. */
    public void pause(Duration value) {
        pause = value;
    }

    /** The steps called, in order, each attempt. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    Duration pause() {
        return pause;
    }

    @Nullable
    String perform(String name) throws Throwable {
        calls.add(name);
        Body body = bodies.get(name);
        return body == null ? name : body.run();
    }
}
