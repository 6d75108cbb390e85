package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunState;
import dev.fermata.spring.ledger.Bookkeeper;
import dev.fermata.spring.ledger.Hooks;
import dev.fermata.spring.ledger.Ledger;
import dev.fermata.spring.ledger.LedgerApplication;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Line of the ledger ⇔ checkpoint of the step that wrote it, whatever goes wrong and whoever manages the transaction. */
@PostgresFixture
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class TransactionalStepContract {

    TestDatabase database;
    Ledger ledger;

    abstract String[] properties();

    @BeforeAll
    void open(TestDatabase fresh) {
        database = fresh;
        database.execute(LedgerApplication.SCHEMA);
        ledger = Ledger.open(fresh, properties());
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "jooq", "serial", "repeatable", "mandatory"})
    void aTransactionalStepCommitsWithItsCheckpoint(String task) {
        String name = "commits by " + task;
        RunRecord run = ledger.run(task, name);

        assertThat(Ledger.output(run)).isEqualTo("\"begun; written, notes [written]; ended\"");
        assertThat(ledger.lines(name)).isEqualTo(1);
        assertThat(ledger.isOneTransaction(run.header().id(), name)).isTrue();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(1);
    }

    @Test
    void aStepThatSupportsTransactionsHasNone() {
        RunRecord run = ledger.run("supports", "supports");

        assertThat(run.status().state()).isEqualTo(RunState.COMPLETED);
        assertThat(ledger.lines("supports")).isEqualTo(1);
        assertThat(ledger.isOneTransaction(run.header().id(), "supports")).isFalse();
    }

    @Test
    void anExceptionAfterTheWriteUndoesItAndTheNextAttemptStartsFromTheFrame(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(Hooks.failing(new IllegalStateException("after the write"))));

        RunRecord run = ledger.run("jdbc", name);

        assertWrittenOnce(run, name, 2);
        assertThat(Ledger.output(run)).contains("notes [written];");
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aCheckedExceptionRollsBackTooAlsoOneThatIsNotToRollBack(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.failing(new IOException("disk")));

        RunRecord run = ledger.run("jdbc", name);

        assertThat(run.status().state()).isEqualTo(RunState.FAILED);
        assertThat(Ledger.failure(run)).contains("disk");
        assertNothingWritten(run, name, 2);
    }

    @Test
    void aTaskCanCatchWhatATransactionalStepFailsWith() {
        ledger.hooks().on("catch", "write", Hooks.failing(new IOException("disk")));

        RunRecord run = ledger.run("jdbc", "catch");

        assertThat(Ledger.output(run)).isEqualTo("\"begun; caught IOException; ended\"");
        assertThat(ledger.lines("catch")).isZero();
    }

    @Test
    void aCallThatMarkedTheTransactionForRollbackFailsTheAttempt(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(this::refuseAndForget));

        assertWrittenOnce(ledger.run("jdbc", name), name, 2);
    }

    @Test
    void aCallThatAlwaysMarksTheTransactionForRollbackFailsTheRun(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", this::refuseAndForget);

        RunRecord run = ledger.run("jdbc", name);

        assertThat(run.status().state()).isEqualTo(RunState.FAILED);
        assertThat(Ledger.failure(run)).contains("UnexpectedRollbackException");
        assertNothingWritten(run, name, 2);
    }

    @Test
    void aTaskCanCatchThatACommitWasRefused() {
        ledger.hooks().on("catch refused", "write", this::refuseAndForget);

        RunRecord run = ledger.run("jdbc", "catch refused");

        assertThat(Ledger.output(run)).isEqualTo("\"begun; caught UnexpectedRollbackException; ended\"");
        assertThat(ledger.lines("catch refused")).isZero();
    }

    @Test
    void aStatementWhoseFailureTheStepSwallowedFailsTheAttempt(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", () -> {
            try {
                return ledger.bean(JdbcClient.class)
                        .sql("select 1 / 0")
                        .query(Integer.class)
                        .single();
            } catch (RuntimeException e) {
                return 0;
            }
        });

        RunRecord run = ledger.run("jdbc", name);

        assertThat(run.status().state()).isEqualTo(RunState.FAILED);
        assertThat(Ledger.failure(run)).contains("FERMATA-5008");
        assertNothingWritten(run, name, 2);
    }

    @Test
    void aRefusedCommitUndoesBoth(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            ledger.bean(Bookkeeper.class).claimPermit(name);
            return "";
        }));

        RunRecord run = ledger.run("jdbc", name);

        assertWrittenOnce(run, name, 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(2);
    }

    @Test
    void aSerializationFailureAtTheCommitIsTriedAgainAtOnceAndUsesUpNoAttempt(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            Connection other = serializable();
            read(other);
            read(null);
            execute(other, "insert into ledger values ('other " + name + "', 'other')");
            Ledger.beforeCommit(() -> commit(other));
            return "";
        }));

        RunRecord run = ledger.run("serial", name);

        assertWrittenOnce(run, name, 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    @Test
    void givingWayWithoutEndFailsTheRun(TestInfo test) {
        String name = name(test);
        SQLException conflict = new SQLException("could not serialize access", "40001");
        ledger.hooks().on(name, "write", Hooks.failing(new IllegalStateException("wrapped", conflict)));

        RunRecord run = ledger.run("serial", name);

        assertThat(run.status().state()).isEqualTo(RunState.FAILED);
        assertNothingWritten(run, name, 12);
    }

    @Test
    void heartbeatsDoNotConflictWithASerializableStep(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", () -> {
            read(null);
            return database.update("update fermata.worker set lease_until = lease_until + interval '1 second'");
        });

        RunRecord run = ledger.run("serial", name);

        assertWrittenOnce(run, name, 1);
    }

    @Test
    void aConnectionKilledInTheStepFailsTheAttempt(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            kill();
            return ledger.bean(JdbcClient.class)
                    .sql("select 1")
                    .query(Integer.class)
                    .single();
        }));

        assertWrittenOnce(ledger.run("jdbc", name), name, 2);
    }

    @Test
    void aConnectionKilledBeforeTheCheckpointUsesUpNoAttempt(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(this::kill));

        RunRecord run = ledger.run("jdbc", name);

        assertWrittenOnce(run, name, 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    @Test
    void aConnectionKilledBeforeTheCommitUndoesBoth(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            int pid = backend();
            Ledger.beforeCommit(() -> terminate(pid));
            return "";
        }));

        RunRecord run = ledger.run("jdbc", name);

        assertWrittenOnce(run, name, 2);
        assertThat(run.checkpoints().get(1).attempts()).isEqualTo(1);
    }

    @Test
    void aCommitThatEndsWithAnExceptionButIsCommittedIsReadAgain(TestInfo test) {
        String name = name(test);
        ledger.hooks().on(name, "write", Hooks.once(() -> {
            Ledger.afterCommit(() -> {
                throw new IllegalStateException("a listener");
            });
            return "";
        }));

        RunRecord run = ledger.run("jdbc", name);

        assertWrittenOnce(run, name, 1);
    }

    @Test
    void aRunTriggeredByAStepExistsWhenTheStepIsCommitted(TestInfo test) {
        String name = name(test);
        AtomicInteger calls = new AtomicInteger();
        ledger.hooks().on(name, "write", () -> {
            RunId triggered = ledger.trigger("jdbc", "child of " + name);
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first child is never born");
            }
            return triggered;
        });

        assertWrittenOnce(ledger.run("jdbc", name), name, 2);

        assertThat(database.rows(
                        "select id from fermata.run where convert_from(payload, 'UTF8') like ?",
                        "%child of " + name + "%"))
                .hasSize(1);
    }

    void assertWrittenOnce(RunRecord run, String name, int calls) {
        assertThat(run.status().state()).as(Ledger.failure(run)).isEqualTo(RunState.COMPLETED);
        assertThat(ledger.lines(name)).isEqualTo(1);
        assertThat(ledger.isOneTransaction(run.header().id(), name)).isTrue();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(calls);
        assertThat(ledger.hooks().calls(name, "end")).isEqualTo(1);
    }

    private void assertNothingWritten(RunRecord run, String name, int calls) {
        assertThat(ledger.lines(name)).isZero();
        assertThat(ledger.checkpoints(run.header().id())).isZero();
        assertThat(ledger.hooks().calls(name, "write")).isEqualTo(calls);
    }

    static String name(TestInfo test) {
        return test.getDisplayName().replaceAll("\\(.*", "");
    }

    private Object refuseAndForget() {
        try {
            ledger.bean(Bookkeeper.class).refuse();
        } catch (IllegalArgumentException e) {
            return e;
        }
        return "";
    }

    private int backend() {
        return ledger.bean(JdbcClient.class)
                .sql("select pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private Object kill() {
        terminate(backend());
        return "";
    }

    private void terminate(int pid) {
        assertThat(database.rows("select pg_terminate_backend(?, 5000)", pid)).hasSize(1);
    }

    private Connection serializable() throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return connection;
    }

    /** Reads the ledger, in the step's transaction where there is no other. */
    private void read(@org.jspecify.annotations.Nullable Connection other) {
        String sql = "select count(*) from ledger";
        if (other == null) {
            Long unused =
                    ledger.bean(JdbcClient.class).sql(sql).query(Long.class).single();
        } else {
            execute(other, sql);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void commit(Connection connection) {
        try (connection) {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
