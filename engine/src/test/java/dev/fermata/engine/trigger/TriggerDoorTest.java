package dev.fermata.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.FermataException;
import dev.fermata.RunHandle;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.fake.NoRuns;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerDoorTest {

    private final FakeRuns runs = new FakeRuns();
    private final FakeTransaction transaction = new FakeTransaction();
    private int wakeUps;
    private final TriggerDoor door = new TriggerDoor(
            TaskRegistry.of(List.of(TaskBean.of(new ScriptTasks())), Settings.NONE, CodecLimits.DEFAULT),
            runs,
            transaction,
            100,
            () -> wakeUps++);

    @Test
    void aTypedTriggerStoresTheArgumentsAsJson() {
        RunHandle<String> handle = door.<String>prepare("straight", List.of("hello"))
                .idempotencyKey("k")
                .trigger();

        NewRun stored = runs.stored.get(0);
        assertThat(handle.id()).isEqualTo(stored.id().toString()).matches("run_[0-9a-f]{32}");
        assertThat(handle.isCached()).isFalse();
        assertThat(new String(stored.payload(), StandardCharsets.UTF_8)).isEqualTo("\"hello\"");
        assertThat(stored.queue()).isEqualTo("scripts");
        assertThat(stored.idempotencyKey()).isEqualTo("k");
    }

    @Test
    void optionsOfOneCallDoNotLeakIntoAnother() {
        var plain = door.prepare("straight", List.of("hello"));
        plain.idempotencyKey("k").trigger();
        plain.trigger();

        assertThat(runs.stored).extracting(NewRun::idempotencyKey).containsExactly("k", null);
    }

    @Test
    void idsAreOrderedByTime() {
        for (int i = 0; i < 100; i++) {
            door.prepare("straight", List.of("x")).trigger();
        }

        assertThat(runs.stored)
                .extracting(run -> run.id().toString())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(runs.stored).allMatch(run -> run.id().value().version() == 7);
    }

    @Test
    void workersAreWokenAfterTheCommitAndOnlyForANewRun() {
        transaction.open = true;
        door.prepare("straight", List.of("x")).trigger();
        assertThat(wakeUps).isZero();
        transaction.commit();
        assertThat(wakeUps).isEqualTo(1);

        runs.cached = true;
        transaction.open = false;
        assertThat(door.prepare("straight", List.of("x")).trigger().isCached()).isTrue();
        assertThat(wakeUps).isEqualTo(1);
    }

    @Test
    void anUnknownTaskIsRefused() {
        refused("FERMATA-3001", () -> door.prepare("unheard-of", List.of("x")));
        refused("FERMATA-3001", () -> door.triggerJson("unheard-of", json("1"), TriggerOptions.NONE));
    }

    @Test
    void aTaskOfAnotherApplicationGoesToItsQueue() {
        runs.elsewhere = Optional.of("far");

        door.triggerJson("far-away", json("{\"any\":1}"), TriggerOptions.NONE);

        assertThat(runs.stored.get(0).queue()).isEqualTo("far");
    }

    @Test
    void malformedJsonIsRefusedAlsoForATaskOfAnotherApplication() {
        runs.elsewhere = Optional.of("far");

        refused("FERMATA-3101", () -> door.triggerJson("far-away", json("{\"any\":"), TriggerOptions.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[1,2]"})
    void aPayloadThatDoesNotFitIsRefused(String payload) {
        refused("FERMATA-3102", () -> door.triggerJson("straight", json(payload), TriggerOptions.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a", "1 2", "nul"})
    void malformedJsonIsRefused(String payload) {
        refused("FERMATA-3101", () -> door.triggerJson("straight", json(payload), TriggerOptions.NONE));
    }

    @Test
    void aPayloadOverTheLimitIsRefusedHoweverItComes() {
        String large = "x".repeat(99);
        refused("FERMATA-3003", () -> door.triggerJson("straight", json('"' + large + '"'), TriggerOptions.NONE));
        refused("FERMATA-3003", () -> door.prepare("straight", List.of(large)).trigger());

        door.triggerJson("straight", json('"' + "x".repeat(98) + '"'), TriggerOptions.NONE);
        assertThat(runs.stored).hasSize(1);
    }

    @Test
    void anIdempotencyKeyHas1To256StorableCharacters() {
        refused("FERMATA-3002", () -> new TriggerOptions("", null));
        refused("FERMATA-3002", () -> new TriggerOptions("k".repeat(257), null));
        refused("FERMATA-3002", () -> new TriggerOptions("a\u0000b", null));
        refused("FERMATA-3002", () -> new TriggerOptions("a\ud800b", null));
        refused("FERMATA-3002", () -> new TriggerOptions(null, ""));
        refused("FERMATA-3002", () -> door.prepare("straight", List.of("x")).idempotencyKey("k".repeat(257)));

        new TriggerOptions("\ud83d\ude00".repeat(256), null);
    }

    private void refused(String code, Runnable trigger) {
        assertThatThrownBy(trigger::run)
                .isInstanceOfSatisfying(
                        FermataException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(runs.stored).isEmpty();
        assertThat(wakeUps).isZero();
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class FakeRuns extends NoRuns {
        private final List<NewRun> stored = new ArrayList<>();
        private Optional<String> elsewhere = Optional.empty();
        private boolean cached;

        @Override
        public List<Accepted> accept(Connection connection, List<NewRun> newRuns) {
            stored.addAll(newRuns);
            return newRuns.stream().map(run -> new Accepted(run.id(), cached)).toList();
        }

        @Override
        public Optional<String> queueOf(String taskId) {
            return elsewhere;
        }
    }

    private static final class FakeTransaction implements TriggerTransaction {
        private final List<Runnable> afterCommit = new ArrayList<>();
        private boolean open;

        @Override
        public <T> T call(Function<Connection, T> work) {
            return work.apply((Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> {
                        throw new UnsupportedOperationException();
                    }));
        }

        @Override
        public void afterCommit(Runnable action) {
            if (open) {
                afterCommit.add(action);
            } else {
                action.run();
            }
        }

        void commit() {
            afterCommit.forEach(Runnable::run);
            afterCommit.clear();
        }
    }
}
