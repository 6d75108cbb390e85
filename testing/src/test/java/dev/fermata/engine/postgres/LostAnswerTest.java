package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.FRAME;
import static dev.fermata.engine.postgres.StoreFixture.TRACE;
import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
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
import dev.fermata.engine.store.CommitUnknownException;
import dev.fermata.engine.store.StoreUnavailableException;
import dev.fermata.testing.cluster.TcpProxy;
import dev.fermata.testing.cluster.TcpProxy.Verdict;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class LostAnswerTest {

    private final TestDatabase database;
    private final TcpProxy proxy;
    private final StoreFixture fixture;
    private final Fence worker;

    LostAnswerTest(TestDatabase database) {
        this.database = database;
        StoreFixture.empty(database).close();
        this.proxy = new TcpProxy(database.host(), database.port());
        this.fixture = new StoreFixture(
                database, "jdbc:postgresql://localhost:" + proxy.port() + "/" + database.name() + "?sslmode=disable");
        this.worker = fixture.worker();
    }

    @AfterEach
    void close() {
        fixture.close();
        proxy.close();
    }

    @Test
    void aBatchThatCommittedWithoutAnAnswerIsFoundWritten() {
        List<Claim> claims = sevenClaims();
        List<AttemptWrite> batch = oneOfEachKind(claims);

        loseAnswers();
        assertThatThrownBy(() -> fixture.attempts.write(worker, batch)).isInstanceOf(CommitUnknownException.class);
        proxy.heal();

        assertThat(fixture.attempts.reread(worker, batch)).containsOnly(Optional.of(WriteResult.WRITTEN));
        assertThat(database.rows("select from fermata.checkpoint where claim_number = 1"))
                .hasSize(2);
    }

    @Test
    void aBatchThatNeverArrivedMayBeWrittenAgain() {
        List<Claim> claims = sevenClaims();
        List<AttemptWrite> batch = oneOfEachKind(claims);

        loseRequests();
        assertThatThrownBy(() -> fixture.attempts.write(worker, batch)).isInstanceOf(CommitUnknownException.class);
        proxy.heal();

        assertThat(fixture.attempts.reread(worker, batch)).containsOnly(Optional.empty());
        assertThat(fixture.attempts.write(worker, batch)).containsOnly(WriteResult.WRITTEN);
        assertThat(fixture.attempts.reread(worker, batch)).containsOnly(Optional.of(WriteResult.WRITTEN));
    }

    @Test
    void aClaimThatIsGoneIsToldApartFromOneThatIsNot() {
        List<Claim> claims = sevenClaims();
        List<AttemptWrite> batch = oneOfEachKind(claims);
        Fence heir = fixture.worker();
        fixture.endLease(worker);
        fixture.workers.takeOver(heir, Duration.ZERO);

        assertThat(fixture.attempts.reread(worker, batch)).containsOnly(Optional.of(WriteResult.CLAIM_LOST));
        fixture.attempts.claim(heir, 10);
        assertThat(fixture.attempts.reread(worker, batch)).containsOnly(Optional.of(WriteResult.CLAIM_LOST));
    }

    @Test
    void aCheckpointWrittenTwiceBecauseItsFirstWritingWasLateIsThereOnce() {
        fixture.run();
        Claim claim = fixture.claim(worker);

        assertThat(fixture.write(worker, checkpoint(claim, 1))).isEqualTo(WriteResult.WRITTEN);
        assertThat(fixture.write(worker, checkpoint(claim, 1))).isEqualTo(WriteResult.WRITTEN);

        assertThat(database.rows("select from fermata.checkpoint")).hasSize(1);
    }

    @Test
    void rereadingWaitsForAWriterThatIsStillAtWork() throws Exception {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        List<AttemptWrite> batch = List.of(checkpoint(claim, 1));
        CompletableFuture<List<Optional<WriteResult>>> fate;
        try (Connection late = database.dataSource().getConnection()) {
            late.setAutoCommit(false);
            try (PreparedStatement statement =
                    late.prepareStatement("select from fermata.worker where id = ? for share")) {
                statement.setObject(1, worker.worker());
                statement.execute();
            }
            fate = CompletableFuture.supplyAsync(() -> fixture.attempts.reread(worker, batch));
            await().until(() -> !database.rows(
                            "select from pg_stat_activity where wait_event_type = 'Lock' and query like '%no key%'")
                    .isEmpty());
            FenceTest.insertCheckpoint(late, run);
            late.commit();
        }

        assertThat(fate).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of(Optional.of(WriteResult.WRITTEN)));
    }

    @Test
    void runsClaimedWithoutAnAnswerAreHandedOverByTheNextClaim() {
        fixture.attempts.claim(worker, 1);
        RunId run = fixture.run();

        loseAnswers();
        assertThatThrownBy(() -> fixture.attempts.claim(worker, 1)).isInstanceOf(CommitUnknownException.class);
        proxy.heal();
        fixture.run();

        List<Claim> found = fixture.attempts.claim(worker, 1);
        assertThat(found).extracting(Claim::run).containsExactly(run);
        assertThat(found).extracting(Claim::number).containsExactly(1);
        assertThat(fixture.write(worker, checkpoint(found.get(0), 1))).isEqualTo(WriteResult.WRITTEN);
        assertThat(fixture.attempts.claim(worker, 10))
                .hasSize(1)
                .extracting(Claim::run)
                .doesNotContain(run);
    }

    @Test
    void aClaimThatNeverArrivedClaimsNothingLater() {
        fixture.attempts.claim(worker, 1);
        RunId run = fixture.run();

        loseRequests();
        assertThatThrownBy(() -> fixture.attempts.claim(worker, 1)).isInstanceOf(CommitUnknownException.class);
        proxy.heal();

        assertThat(fixture.attempts.claim(worker, 1)).extracting(Claim::run).containsExactly(run);
        assertThat(database.value(Long.class, "select claims_closed from fermata.worker"))
                .isPositive();
    }

    @Test
    void readingGoesOnOnANewConnection() {
        RunId run = fixture.run();
        assertThat(fixture.find(run).header().id()).isEqualTo(run);

        proxy.resetAll();

        assertThat(fixture.find(run).header().id()).isEqualTo(run);
    }

    @Test
    void aServerThatCannotBeReachedIsUnavailableAndNothingIsUnknown() {
        fixture.run();
        Claim claim = fixture.claim(worker);
        proxy.close();
        assertThatThrownBy(() -> fixture.workers.renew(worker, StoreFixture.LEASE))
                .isNotNull();

        assertThatThrownBy(() -> fixture.write(worker, checkpoint(claim, 1)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("FERMATA-5001");
    }

    private List<Claim> sevenClaims() {
        for (int i = 0; i < 7; i++) {
            fixture.run();
        }
        List<Claim> claims = fixture.attempts.claim(worker, 7);
        // The connection that commits is opened and its statement prepared, so that what is lost is the batch itself.
        fixture.attempts.write(worker, List.of(new Release(claims.get(0).run(), 99)));
        return claims;
    }

    private static List<AttemptWrite> oneOfEachKind(List<Claim> claims) {
        return List.of(
                new Checkpoint(claims.get(0).run(), 1, 1, FRAME, TRACE, false),
                new Suspension(claims.get(1).run(), 1, 1, FRAME, TRACE, false, Duration.ofDays(1)),
                new RetryLater(claims.get(2).run(), 1, 1, Duration.ofDays(1), new byte[] {'1'}),
                new Completion(claims.get(3).run(), 1, null),
                new End(claims.get(4).run(), 1, RunState.FAILED, null),
                new Release(claims.get(5).run(), 1),
                new Park(claims.get(6).run(), 1, "why"));
    }

    private void loseAnswers() {
        proxy.inflict((toServer, chunk, length, connection) -> toServer ? Verdict.PASS : Verdict.RESET);
    }

    private void loseRequests() {
        proxy.inflict((toServer, chunk, length, connection) -> toServer ? Verdict.RESET : Verdict.PASS);
    }
}
