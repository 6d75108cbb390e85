package dev.fermata.spring.ledger;

import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tasks of three steps each: a plain one, one that writes into the ledger by the way the task is named after, a plain one.
 * Each step adds a note to the list it is given, as steps should not: only the frame's list may count.
 */
public class LedgerTasks {

    private final JdbcClient jdbc;
    private final DSLContext jooq;
    private final ObjectProvider<EntityManager> entities;
    private final Hooks hooks;

    public LedgerTasks(JdbcClient jdbc, DSLContext jooq, ObjectProvider<EntityManager> entities, Hooks hooks) {
        this.jdbc = jdbc;
        this.jooq = jooq;
        this.entities = entities;
        this.hooks = hooks;
    }

    @Task(id = "jdbc", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String jdbc(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "jooq", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String jooq(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "jpa", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String jpa(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "serial", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String serial(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "repeatable", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String repeatable(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "mandatory", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String mandatory(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Task(id = "supports", retry = @Retry(maxAttempts = 2, minDelay = "10ms", maxDelay = "10ms"))
    public String supports(String run) {
        throw new UnsupportedOperationException(run);
    }

    @Step
    public String begin(String run, List<String> notes) throws Exception {
        hooks.called(run, "begin");
        return "begun";
    }

    @Step
    @Transactional(noRollbackFor = IOException.class)
    public String byJdbc(String run, List<String> notes) throws Exception {
        insert(run);
        return called(run, notes);
    }

    @Step
    @Transactional
    public String byJooq(String run, List<String> notes) throws Exception {
        jooq.execute(
                "insert into ledger (id, run) values (?, ?)", UUID.randomUUID().toString(), run);
        return called(run, notes);
    }

    /** Nothing is sent to the database before the flush. */
    @Step
    @Transactional
    public String byJpa(String run, List<String> notes) throws Exception {
        entities.getObject().persist(new Entry(UUID.randomUUID().toString(), run));
        return called(run, notes);
    }

    @Step
    @Transactional(isolation = Isolation.SERIALIZABLE, timeout = 30)
    public String bySerial(String run, List<String> notes) throws Exception {
        insert(run);
        return called(run, notes);
    }

    @Step
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public String byRepeatable(String run, List<String> notes) throws Exception {
        insert(run);
        return called(run, notes);
    }

    @Step
    @Transactional(propagation = Propagation.MANDATORY)
    public String byMandatory(String run, List<String> notes) throws Exception {
        insert(run);
        return called(run, notes);
    }

    @Step
    @Transactional(propagation = Propagation.SUPPORTS)
    public String bySupports(String run, List<String> notes) throws Exception {
        insert(run);
        return called(run, notes);
    }

    @Step
    public String end(String run, List<String> notes) throws Exception {
        hooks.called(run, "end");
        return "ended";
    }

    private void insert(String run) {
        int unused = jdbc.sql("insert into ledger (id, run) values (?, ?)")
                .params(UUID.randomUUID().toString(), run)
                .update();
    }

    private String called(String run, List<String> notes) throws Exception {
        notes.add("written");
        hooks.called(run, "write");
        return "written, notes " + notes;
    }
}
