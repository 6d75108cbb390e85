package dev.fermata.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class ConcurrentClaimTest {

    private static final int WORKERS = 6;
    private static final int RUNS = 3_000;

    private final TestDatabase database;

    ConcurrentClaimTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void workersThatClaimTogetherShareTheRunsAndNoneIsHandedOutTwice() throws Exception {
        try (StoreFixture fixture = StoreFixture.empty(database)) {
            fixture.store.onOwnConnection(connection -> fixture.runs.accept(
                    connection,
                    IntStream.range(0, RUNS)
                            .mapToObj(i -> StoreFixture.newRun(StoreFixture.TASK, null, null, Duration.ZERO))
                            .toList()));
            ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
            List<CompletableFuture<List<Claim>>> all = IntStream.range(0, WORKERS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(this::claimAll, threads))
                    .toList();
            List<RunId> claimed = new ArrayList<>();
            for (CompletableFuture<List<Claim>> one : all) {
                one.join().forEach(claim -> claimed.add(claim.run()));
            }
            threads.shutdown();

            assertThat(claimed).hasSize(RUNS).doesNotHaveDuplicates();
            assertThat(database.value(Long.class, "select count(*) from fermata.active_run where claim_number <> 1"))
                    .isZero();
        }
    }

    @Test
    void aRunThatAnotherConnectionIsClaimingIsSkippedWithoutWaiting() throws Exception {
        try (StoreFixture fixture = StoreFixture.empty(database);
                Connection other = database.dataSource().getConnection()) {
            Fence worker = fixture.worker();
            RunId locked = fixture.run();
            RunId free = fixture.run();
            other.setAutoCommit(false);
            try (PreparedStatement statement =
                    other.prepareStatement("select from fermata.active_run where run_id = ? for update")) {
                statement.setObject(1, locked.value());
                statement.execute();
            }

            assertThat(fixture.attempts.claim(worker, 10))
                    .extracting(Claim::run)
                    .containsExactly(free);

            other.rollback();
            assertThat(fixture.attempts.claim(worker, 10))
                    .extracting(Claim::run)
                    .containsExactly(locked);
        }
    }

    private List<Claim> claimAll() {
        try (StoreFixture mine = new StoreFixture(database)) {
            Fence fence = mine.worker();
            List<Claim> claims = new ArrayList<>();
            int misses = 0;
            // A claim may find all that is left locked by others, whose claims then hold it.
            while (misses < 3) {
                List<Claim> some = mine.attempts.claim(fence, 50);
                misses = some.isEmpty() ? misses + 1 : 0;
                claims.addAll(some);
            }
            return claims;
        }
    }
}
