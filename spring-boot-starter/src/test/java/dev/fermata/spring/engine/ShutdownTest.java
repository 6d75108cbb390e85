package dev.fermata.spring.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.FermataEngine;
import dev.fermata.spring.app.Runner;
import dev.fermata.spring.ledger.Hooks;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** What becomes of runs in progress when the application is closed. */
@PostgresFixture
@Timeout(120)
class ShutdownTest {

    private static final String STATE = "select state from fermata.run";

    private TestDatabase database;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void use(TestDatabase fresh) {
        database = fresh;
        database.execute("drop schema if exists fermata cascade; drop table if exists ledger, permit, claimed_permit;"
                + LedgerApplication.SCHEMA);
    }

    @Test
    void aStepInProgressIsWaitedForBeforeAnythingElseOfTheApplicationStops() throws Exception {
        ConfigurableApplicationContext application = start();
        Witness witness = new Witness(database);
        application.getBeanFactory().registerSingleton("witness", witness);
        triggerOneThatWaits(application);
        FermataEngine engine = application.getBean(FermataEngine.class);

        Thread closing = new Thread(application::close);
        closing.start();
        await().until(() -> !engine.isRunning());
        gate.countDown();
        closing.join();

        assertThat(witness.seen).hasValue("COMPLETED");
        assertThat(database.value(String.class, STATE)).isEqualTo("COMPLETED");
    }

    @Test
    void aStepThatIsNotWaitedForIsInterruptedAndHasNotFailed() {
        try (ConfigurableApplicationContext application = start("fermata.worker.drain-timeout=0s")) {
            triggerOneThatWaits(application);
        }

        List<Map<String, @Nullable Object>> active =
                database.rows("select worker, failed_attempts, lost_claims from fermata.active_run");
        assertThat(active).singleElement().satisfies(run -> {
            assertThat(run.get("worker")).isNull();
            assertThat(run.get("failed_attempts")).isEqualTo(0);
            assertThat(run.get("lost_claims")).isEqualTo(0);
        });
        assertThat(database.rows("select from fermata.worker")).isEmpty();
        await().until(() -> gate.getCount() == 0);
    }

    private ConfigurableApplicationContext start(String... properties) {
        String[] all = Arrays.copyOf(properties, properties.length + 2);
        all[properties.length] = "spring.flyway.enabled=false";
        all[properties.length + 1] = Ledger.WITHOUT_JPA;
        return Runner.plain(LedgerApplication.class, database, all);
    }

    /** Returns when its transactional step has written and waits, till it is interrupted or the gate opens. */
    private void triggerOneThatWaits(ConfigurableApplicationContext application) {
        application.getBean(Hooks.class).on("run", "write", () -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                gate.countDown();
                throw e;
            }
            return "";
        });
        application
                .getBean(FermataEngine.class)
                .trigger()
                .<String>prepare("jdbc", List.of("run"))
                .trigger();
        await().until(() -> begun.getCount() == 0);
    }

    /** Something else that stops with the application; it sees what the run has come to by then. */
    private static final class Witness implements SmartLifecycle {

        private final TestDatabase database;
        private final AtomicReference<@Nullable String> seen = new AtomicReference<>();

        Witness(TestDatabase database) {
            this.database = database;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {
            seen.compareAndSet(null, database.value(String.class, STATE));
        }

        @Override
        public boolean isRunning() {
            return seen.get() == null;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }
}
