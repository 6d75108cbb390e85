package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.newRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.store.BadItemException;
import dev.fermata.engine.store.RunStore.Accepted;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class AcceptTest {

    private static final String TASK = StoreFixture.TASK;

    private final TestDatabase database;
    private final StoreFixture fixture;

    AcceptTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anIdempotencyKeyNamesTheEarlierRunOfItsTaskOnly() {
        Accepted first = fixture.accept(keyed("k"));
        Accepted second = fixture.accept(keyed("k"));
        Accepted other = fixture.accept(newRun("another-task", "k", null, Duration.ZERO));

        assertThat(first.isCached()).isFalse();
        assertThat(second).isEqualTo(new Accepted(first.run(), true));
        assertThat(other.isCached()).isFalse();
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        Accepted first = fixture.accept(newRun(TASK, null, "request-1", Duration.ZERO));

        assertThat(fixture.accept(newRun(TASK, null, "request-1", Duration.ZERO)))
                .isEqualTo(new Accepted(first.run(), true));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void aNewRequestWithATakenIdempotencyKeyIsRememberedAsTheEarlierRun() {
        Accepted first = fixture.accept(newRun(TASK, "k", "request-1", Duration.ZERO));

        assertThat(fixture.accept(newRun(TASK, "k", "request-2", Duration.ZERO)))
                .isEqualTo(new Accepted(first.run(), true));
        assertThat(fixture.accept(newRun(TASK, "another", "request-2", Duration.ZERO)))
                .isEqualTo(new Accepted(first.run(), true));
        assertThat(fixture.accept(keyed("another")).isCached()).isFalse();
        assertThat(database.value(
                        Long.class,
                        "select count(*) from fermata.request_key where run_id not in (select id from fermata.run)"))
                .isZero();
    }

    @Test
    void oneBatchMayNameAKeyTwice() {
        NewRun first = keyed("k");
        List<Accepted> answers = fixture.store.onOwnConnection(connection ->
                fixture.runs.accept(connection, List.of(first, keyed("k"), newRun(TASK, null, null, Duration.ZERO))));

        assertThat(answers).extracting(Accepted::isCached).containsExactlyInAnyOrder(false, true, false);
        assertThat(answers.get(0).run()).isEqualTo(answers.get(1).run());
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void aRunIsThereIffTheCallersTransactionCommits() throws Exception {
        try (Connection caller = database.dataSource().getConnection()) {
            caller.setAutoCommit(false);
            RunId undone = accept(caller, keyed("k")).run();
            assertThat(fixture.runs.find(undone)).isEmpty();
            caller.rollback();
            assertThat(fixture.runs.find(undone)).isEmpty();

            Accepted kept = accept(caller, keyed("k"));
            assertThat(kept.isCached()).isFalse();
            caller.commit();
            assertThat(fixture.runs.find(kept.run())).isPresent();
        }
    }

    @Test
    void aTakenKeyLeavesTheCallersTransactionAndSavepointsWhole() throws Exception {
        RunId earlier = fixture.accept(keyed("k")).run();
        try (Connection caller = database.dataSource().getConnection()) {
            caller.setAutoCommit(false);
            RunId before = accept(caller, keyed("before")).run();
            Savepoint savepoint = caller.setSavepoint();
            RunId undone = accept(caller, keyed("undone")).run();
            caller.rollback(savepoint);
            assertThat(accept(caller, keyed("k"))).isEqualTo(new Accepted(earlier, true));
            caller.commit();

            assertThat(fixture.runs.find(before)).isPresent();
            assertThat(fixture.runs.find(undone)).isEmpty();
            assertThat(fixture.accept(keyed("undone")).isCached()).isFalse();
        }
    }

    @Test
    void aSecondTriggerWaitsForTheFirstsTransactionAndNamesItsRun() throws Exception {
        try (Connection caller = database.dataSource().getConnection()) {
            caller.setAutoCommit(false);
            Accepted first = accept(caller, keyed("k"));
            CompletableFuture<Accepted> second = CompletableFuture.supplyAsync(() -> fixture.accept(keyed("k")));
            awaitWaiting();
            caller.commit();

            assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted(first.run(), true));
        }
    }

    @Test
    void aSecondTriggerGoesOnWhenTheFirstsTransactionRollsBack() throws Exception {
        try (Connection caller = database.dataSource().getConnection()) {
            caller.setAutoCommit(false);
            accept(caller, keyed("k"));
            NewRun run = keyed("k");
            CompletableFuture<Accepted> second = CompletableFuture.supplyAsync(() -> fixture.accept(run));
            awaitWaiting();
            caller.rollback();

            assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Accepted(run.id(), false));
        }
    }

    @Test
    void manyTriggersOfOneKeyStoreOneRun() {
        List<CompletableFuture<Accepted>> all = IntStream.range(0, 24)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> fixture.accept(keyed("k"))))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).map(Accepted::run).distinct())
                .hasSize(1);
        assertThat(all.stream().map(CompletableFuture::join).filter(one -> !one.isCached()))
                .hasSize(1);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void batchesWithTheSameKeysInAnyOrderDoNotDeadlock() {
        List<CompletableFuture<List<Accepted>>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        fixture.store.onOwnConnection(connection -> fixture.runs.accept(
                                connection,
                                IntStream.range(0, 60)
                                        .mapToObj(k -> keyed("k" + (i % 2 == 0 ? k : 59 - k)))
                                        .toList()))))
                .toList();

        assertThat(all).allSatisfy(one -> assertThat(one).succeedsWithin(Duration.ofSeconds(30)));
        assertThat(runs()).isEqualTo(60);
    }

    @Test
    void aTaskNobodyHasRegisteredYetIsAcceptedAndClaimedByTheFirstWhoKnowsIt() {
        RunId run =
                fixture.accept(newRun("tomorrow", null, null, Duration.ZERO)).run();

        assertThat(fixture.claim(fixture.worker("tomorrow")).run()).isEqualTo(run);
    }

    @Test
    void refusedDataStoresNothing() {
        assertThatThrownBy(() -> fixture.accept(keyed("a NUL: \0"))).isInstanceOf(BadItemException.class);
        assertThat(runs()).isZero();
    }

    private void awaitWaiting() {
        await().until(() -> !database.rows(
                        "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%idempotency_key%'")
                .isEmpty());
    }

    private Accepted accept(Connection connection, NewRun run) throws SQLException {
        return fixture.runs.accept(connection, List.of(run)).get(0);
    }

    private static NewRun keyed(@Nullable String key) {
        return newRun(TASK, key, null, Duration.ZERO);
    }

    private long runs() {
        long headers = database.rows("select from fermata.run").size();
        assertThat(database.rows("select from fermata.active_run")).hasSize((int) headers);
        return headers;
    }
}
