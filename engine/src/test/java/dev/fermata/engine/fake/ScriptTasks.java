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
    private volatile List<String> items = List.of("1", "2");
    private volatile int concurrency = 10;
    private volatile int depth;
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

    /** {@code kept = Durable.checkpoint; a}. */
    @Task(id = "saver")
    String saver(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code a; help(); b}, where {@code help} is {@code a; b}. */
    @Task(id = "caller")
    String caller(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code try { help() } catch (Throwable e) { "caught " + e } b}. */
    @Task(id = "careful")
    String careful(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code down(depth); b}, where {@code down(n)} is {@code a; if (n > 0) down(n - 1); b}. */
    @Task(id = "diver")
    String diver(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code fork { a; b } b}. */
    @Task(id = "forker")
    String forker(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code try { fork { a; b } } catch (Throwable e) { "caught " + e } b}. */
    @Task(id = "collector")
    String collector(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code fork { a; sleep; b } b}. */
    @Task(id = "napper")
    String napper(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code fork { a; fork { a; b } b } b}. */
    @Task(id = "nester")
    String nester(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code fork { help() } b}. */
    @Task(id = "delegator")
    String delegator(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    /** {@code try { fork { try { a; b } finally { cleanup } } } finally { cleanup }}. */
    @Task(id = "shielded")
    String shielded(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }

    void helper() {
        throw new UnsupportedOperationException("plain");
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

    /** One branch for each item; of a fork in a branch, one for each with the outer item before it. */
    public void items(String... values) {
        items = List.of(values);
    }

    /** How many branches run at a time. */
    public void concurrency(int value) {
        concurrency = value;
    }

    /** How deep {@code diver} dives. */
    public void depth(int value) {
        depth = value;
    }

    List<String> items(String outer) {
        return outer.equals("in")
                ? items
                : items.stream().map(item -> outer + item).toList();
    }

    int concurrency() {
        return concurrency;
    }

    String depth() {
        return Integer.toString(depth);
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
