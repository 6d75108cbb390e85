package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class FenceTest {

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence worker;

    FenceTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.worker = fixture.worker();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Every kind of write, for a claim number. */
    enum Kind {
        CHECKPOINT,
        SUSPENSION,
        RETRY,
        COMPLETION,
        END,
        RELEASE,
        PARK,
        DISTRESS;

        private AttemptWrite write(Claim claim) {
            return switch (this) {
                case CHECKPOINT -> checkpoint(claim, 1);
                case SUSPENSION ->
                    new Suspension(
                            claim.run(),
                            claim.number(),
                            1,
                            StoreFixture.FRAME,
                            StoreFixture.TRACE,
                            false,
                            Duration.ZERO);
                case RETRY -> new RetryLater(claim.run(), claim.number(), 1, Duration.ZERO, new byte[] {'1'});
                case COMPLETION -> new Completion(claim.run(), claim.number(), null);
                case END -> new End(claim.run(), claim.number(), RunState.FAILED, null);
                case RELEASE -> new Release(claim.run(), claim.number());
                case PARK -> new Park(claim.run(), claim.number(), "why");
                case DISTRESS -> new Distress(claim.run(), claim.number(), Duration.ZERO);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStaleEpochWritesNothing(Kind kind) {
        fixture.run();
        Claim claim = fixture.claim(worker);
        database.execute("update fermata.worker set epoch = epoch + 1");
        List<Map<String, @Nullable Object>> before = everything();

        assertThat(fixture.write(worker, kind.write(claim))).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(everything()).isEqualTo(before);
        assertThat(fixture.attempts.claim(worker, 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anEndedLeaseWritesNothingUntilItIsRenewed(Kind kind) {
        fixture.run();
        Claim claim = fixture.claim(worker);
        fixture.endLease(worker);
        List<Map<String, @Nullable Object>> before = everything();

        assertThat(fixture.write(worker, kind.write(claim))).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(everything()).isEqualTo(before);
        assertThat(fixture.workers.renew(worker, StoreFixture.LEASE)).isTrue();
        assertThat(fixture.write(worker, kind.write(claim))).isEqualTo(WriteResult.WRITTEN);
    }

    @ParameterizedTest
    @EnumSource
    void aThreadThatOutlivesItsClaimOnTheSameWorkerWritesNothing(Kind kind) {
        fixture.run();
        Claim old = fixture.claim(worker);
        fixture.write(worker, new Release(old.run(), old.number()));
        Claim current = fixture.claim(worker);
        List<Map<String, @Nullable Object>> before = everything();

        assertThat(fixture.write(worker, kind.write(old))).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(everything()).isEqualTo(before);
        assertThat(fixture.write(worker, kind.write(current))).isEqualTo(WriteResult.WRITTEN);
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatWasTakenOverWritesNothing(Kind kind) {
        fixture.run();
        Claim old = fixture.claim(worker);
        Fence heir = fixture.worker();
        fixture.endLease(worker);
        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);
        Claim current = fixture.claim(heir);
        List<Map<String, @Nullable Object>> before = everything();

        assertThat(fixture.write(worker, kind.write(old))).isEqualTo(WriteResult.CLAIM_LOST);

        assertThat(everything()).isEqualTo(before);
        assertThat(fixture.workers.renew(worker, StoreFixture.LEASE)).isFalse();
        assertThat(current.number()).isEqualTo(old.number() + 1);
        assertThat(fixture.write(heir, kind.write(current))).isEqualTo(WriteResult.WRITTEN);
    }

    @Test
    void anotherWorkersClaimIsNoClaim() {
        fixture.run();
        Claim claim = fixture.claim(worker);

        assertThat(fixture.write(fixture.worker(), checkpoint(claim, 1))).isEqualTo(WriteResult.CLAIM_LOST);
    }

    @Test
    void aBatchOnItsWayIsPassedOverByTakeOverAndSeenByTheNextOne() throws Exception {
        RunId run = fixture.run();
        fixture.claim(worker);
        Fence heir = fixture.worker();
        fixture.endLease(worker);
        try (Connection late = lockingAsABatchDoes()) {
            assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isZero();
            insertCheckpoint(late, run);
            late.commit();
        }

        assertThat(fixture.workers.takeOver(heir, Duration.ZERO)).isEqualTo(1);
        assertThat(fixture.claim(heir).progress().sequence()).isEqualTo(1);
    }

    @Test
    void aBatchThatWaitsForATakeOverWritesNothing() throws Exception {
        fixture.run();
        Claim claim = fixture.claim(worker);
        CompletableFuture<WriteResult> late;
        try (Connection takeOver = database.dataSource().getConnection()) {
            takeOver.setAutoCommit(false);
            try (PreparedStatement statement =
                    takeOver.prepareStatement("update fermata.worker set epoch = epoch + 1 where id = ?")) {
                statement.setObject(1, worker.worker());
                statement.executeUpdate();
            }
            late = CompletableFuture.supplyAsync(() -> fixture.write(worker, checkpoint(claim, 1)));
            await().until(() -> !database.rows(
                            "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share%'")
                    .isEmpty());
            takeOver.commit();
        }

        assertThat(late).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(WriteResult.CLAIM_LOST);
        assertThat(database.value(Long.class, "select count(*) from fermata.checkpoint"))
                .isZero();
    }

    @Test
    void aClaimThatWaitsForATakeOverClaimsNothing() throws Exception {
        fixture.run();
        CompletableFuture<List<Claim>> late;
        try (Connection takeOver = database.dataSource().getConnection()) {
            takeOver.setAutoCommit(false);
            try (PreparedStatement statement =
                    takeOver.prepareStatement("update fermata.worker set epoch = epoch + 1 where id = ?")) {
                statement.setObject(1, worker.worker());
                statement.executeUpdate();
            }
            late = CompletableFuture.supplyAsync(() -> fixture.attempts.claim(worker, 1));
            await().until(() -> !database.rows(
                            "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for share%'")
                    .isEmpty());
            takeOver.commit();
        }

        assertThat(late).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of());
    }

    private Connection lockingAsABatchDoes() throws Exception {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement =
                connection.prepareStatement("select from fermata.worker where id = ? for share")) {
            statement.setObject(1, worker.worker());
            statement.execute();
        }
        return connection;
    }

    static void insertCheckpoint(Connection connection, RunId run) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into fermata.checkpoint (run_id, sequence, resume_point, claim_number, attempts, duration_us,
                    unwinding, committed_at, frame)
                select ?, 1, id, 1, 1, 1, false, fermata.now(), '\\x0100'
                from fermata.resume_point where label = 'charge'""")) {
            statement.setObject(1, run.value());
            statement.executeUpdate();
        }
    }

    private List<Map<String, @Nullable Object>> everything() {
        return database.rows("""
                select (select jsonb_agg(r order by r.id) from fermata.run r)::text as runs,
                    (select jsonb_agg(a order by a.run_id) from fermata.active_run a)::text as active,
                    (select jsonb_agg(c) from fermata.checkpoint c)::text as checkpoints,
                    (select jsonb_agg(d) from fermata.dead_letter d)::text as dead""");
    }
}
