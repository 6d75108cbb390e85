package dev.fermata.spring.ledger;

import static org.awaitility.Awaitility.await;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.spring.app.Runner;
import dev.fermata.testing.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The application as a test drives it, with a view of its database from outside. */
public final class Ledger implements AutoCloseable {

    /** Lets {@code spring.autoconfigure.exclude} leave JPA out, so that transactions are JDBC's. */
    public static final String WITHOUT_JPA =
            "spring.autoconfigure.exclude=org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
                    + ",org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

    private final TestDatabase database;
    private final ConfigurableApplicationContext application;
    private final FermataEngine engine;

    private Ledger(TestDatabase database, ConfigurableApplicationContext application) {
        this.database = database;
        this.application = application;
        this.engine = application.getBean(FermataEngine.class);
    }

    public static Ledger open(TestDatabase database, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("spring.flyway.enabled=false");
        return new Ledger(database, Runner.plain(LedgerApplication.class, database, all.toArray(String[]::new)));
    }

    public <B> B bean(Class<B> type) {
        return application.getBean(type);
    }

    public Hooks hooks() {
        return bean(Hooks.class);
    }

    public PlatformTransactionManager transactions() {
        return bean(PlatformTransactionManager.class);
    }

    /** Triggers a task in whatever transaction the thread is in. */
    public RunId trigger(String task, String run) {
        String id =
                engine.trigger().<String>prepare(task, List.of(run)).trigger().id();
        return RunId.parse(id).orElseThrow();
    }

    /** Triggers a task and waits for its end. */
    public RunRecord run(String task, String run) {
        return end(trigger(task, run));
    }

    public RunRecord end(RunId run) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> find(run), record -> record.status().state().isTerminal());
    }

    public void cancel(RunId run) {
        Object unused = engine.runs().cancel(run);
    }

    public RunRecord find(RunId run) {
        return engine.runs().find(run).orElseThrow();
    }

    public boolean exists(RunId run) {
        return engine.runs().find(run).isPresent();
    }

    public static String output(RunRecord run) {
        return text(run.body().output());
    }

    public static String failure(RunRecord run) {
        return text(run.body().failure());
    }

    /** The lines the ledger has of a run. */
    public long lines(String run) {
        return count("select count(*) from ledger where run = ?", run);
    }

    /** Checkpoints of a run behind the step that writes. */
    public long checkpoints(RunId run) {
        return count("select count(*) from fermata.checkpoint where run_id = ? and sequence = 2", run.value());
    }

    /** Whether one transaction wrote a run's line and the checkpoint of the step that did. */
    public boolean isOneTransaction(RunId run, String name) {
        return count("""
                        select count(*) from ledger l join fermata.checkpoint c on c.xmin = l.xmin
                        where l.run = ? and c.run_id = ? and c.sequence = 2""", name, run.value()) == 1;
    }

    /** Runs {@code action} in the commit of the current transaction, when everything is written. */
    public static void beforeCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                action.run();
            }
        });
    }

    /** Runs {@code action} when the current transaction is committed. */
    public static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    @Override
    public void close() {
        application.close();
    }

    private long count(String sql, Object... parameters) {
        return Objects.requireNonNull(database.value(Long.class, sql, parameters));
    }

    private static String text(byte @org.jspecify.annotations.Nullable [] json) {
        return json == null ? "" : new String(json, StandardCharsets.UTF_8);
    }
}
