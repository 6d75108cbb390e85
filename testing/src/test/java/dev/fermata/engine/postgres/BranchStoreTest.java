package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.CHARGED;
import static dev.fermata.engine.postgres.StoreFixture.FRAME;
import static dev.fermata.engine.postgres.StoreFixture.TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Recess;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.BranchProgress.BranchEnd;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Component;
import dev.fermata.engine.model.TaskRegistration.Point;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.testing.postgres.DatabaseClock;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of branches. */
@PostgresFixture(schema = FermataSchema.class)
class BranchStoreTest {

    private static final Point FORKED = new Point("each", "BEFORE", List.of("order"));
    private static final Point BRANCH = new Point("each | a", "AFTER", List.of("item"));
    private static final StoredFrame BEFORE = new StoredFrame(
            "each", "BEFORE", List.of(new Component(List.of("order"), StoreFixture.bytes("{\"order\":1}"))));
    private static final StoredFrame ITEM = new StoredFrame(
            "each | a", "AFTER", List.of(new Component(List.of("item"), StoreFixture.bytes("{\"item\":\"x\"}"))));

    private static final Point OTHER_BRANCH = new Point("each | b", "AFTER", List.of("item"));
    private static final StoredFrame OTHER_ITEM = new StoredFrame("each | b", "AFTER", ITEM.components());

    private final TestDatabase database;
    private final DatabaseClock clock;
    private final StoreFixture store;
    private final Fence fence;
    private final RunId run;
    private final Claim claim;

    BranchStoreTest(TestDatabase database, DatabaseClock clock) {
        this.database = database;
        this.clock = clock;
        this.store = StoreFixture.empty(database);
        this.fence = store.worker(TASK, CHARGED, FORKED, BRANCH, OTHER_BRANCH);
        this.run = store.run();
        this.claim = store.claim(fence);
    }

    @BeforeEach
    void stand() {
        assertThat(store.write(fence, new Checkpoint(run, claim.number(), 1, BEFORE, StoreFixture.TRACE, false)))
                .isEqualTo(WriteResult.WRITTEN);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void branchesOfOneRunAreWrittenInOneBatchAndReadWithItsClaim() {
        List<AttemptWrite> batch = List.of(branch("1/0", 1, null, ITEM), branch("1/1", 1, null, null));

        assertThat(store.attempts.write(fence, batch)).containsOnly(WriteResult.WRITTEN);

        Claim again = releasedAndClaimed();
        assertThat(again.progress().sequence()).isEqualTo(1);
        assertThat(again.progress().branches())
                .extracting(BranchProgress::path)
                .containsExactlyInAnyOrder("1/0", "1/1");
        BranchProgress first = byPath(again, "1/0");
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.end()).isNull();
        StoredFrame frame = java.util.Objects.requireNonNull(first.progress().frame());
        assertThat(frame.label()).isEqualTo("each | a");
        assertThat(new String(frame.components().get(0).bytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"item\":\"x\"}");
        assertThat(byPath(again, "1/1").progress().frame()).isNull();
    }

    @Test
    void twoItemsOfOneBranchCannotBeInABatch() {
        List<AttemptWrite> batch = List.of(branch("1/0", 1, null, ITEM), branch("1/0", 2, null, ITEM));

        assertThatThrownBy(() -> store.attempts.write(fence, batch)).hasMessageContaining("FERMATA-5007");
    }

    @Test
    void aBranchThatIsWrittenTwiceIsWrittenOnce() {
        BranchCheckpoint second = branch("1/0", 2, BranchEnd.RETURNED, null);
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, second);

        assertThat(store.write(fence, branch("1/0", 1, null, ITEM))).isEqualTo(WriteResult.WRITTEN);
        assertThat(store.write(fence, second)).isEqualTo(WriteResult.WRITTEN);

        BranchProgress read = byPath(releasedAndClaimed(), "1/0");
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.end()).isEqualTo(BranchEnd.RETURNED);
    }

    @Test
    void afterALostAnswerTheVersionTellsWhetherABranchWasWritten() {
        BranchCheckpoint written = branch("1/0", 1, null, ITEM);
        BranchCheckpoint notWritten = branch("1/0", 2, null, ITEM);
        store.write(fence, written);

        assertThat(store.attempts.reread(fence, List.of(written))).containsExactly(Optional.of(WriteResult.WRITTEN));
        assertThat(store.attempts.reread(fence, List.of(notWritten))).containsExactly(Optional.empty());

        store.write(fence, new Release(run, claim.number()));
        assertThat(store.attempts.reread(fence, List.of(notWritten)))
                .containsExactly(Optional.of(WriteResult.CLAIM_LOST));
    }

    @Test
    void whoLostTheClaimWritesNoBranch() {
        store.write(fence, new Release(run, claim.number()));
        store.claim(fence);

        assertThat(store.write(fence, branch("1/0", 1, null, ITEM))).isEqualTo(WriteResult.CLAIM_LOST);
        assertThat(rows()).isZero();
    }

    @Test
    void aWorkerThatDoesNotKnowWhereABranchStandsLeavesTheRunToOthers() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, new Release(run, claim.number()));
        Fence older = store.worker(TASK, CHARGED, FORKED);

        assertThat(store.attempts.claim(older, 1)).isEmpty();
        assertThat(store.workers.untilNext(older, Duration.ofMinutes(1))).isEqualTo(Duration.ofMinutes(1));
        assertThat(store.find(run).status().state()).isEqualTo(RunState.QUEUED);
        store.workers.deregister(fence);
        assertThat(store.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        assertThat(store.attempts.claim(store.worker(TASK, FORKED, BRANCH), 1)).hasSize(1);
    }

    @Test
    void aRunWithABranchWhereNobodyCanGoOnIsParkedUntilAWorkerKnowsAllItsPlaces() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, new Release(run, claim.number()));
        Fence older = store.worker(TASK, CHARGED, FORKED);
        store.workers.park(store.workers.park(Set.of()));
        assertThat(waiting()).as("somebody can").startsWith("QUEUED");
        store.workers.deregister(fence);

        store.workers.park(store.workers.park(Set.of()));

        assertThat(waiting())
                .isEqualTo("PENDING_VERSION: no running worker knows task 'process-order' at 'each | a'; deploy a"
                        + " build that does");
        assertThat(store.find(run).status().state()).isEqualTo(RunState.PENDING_VERSION);
        store.worker(TASK, CHARGED, FORKED);
        assertThat(waiting()).as("another of the old build").startsWith("PENDING_VERSION");
        Fence able = store.worker(TASK, FORKED, BRANCH);
        assertThat(waiting()).startsWith("QUEUED");
        assertThat(store.attempts.claim(older, 1)).isEmpty();
        assertThat(store.attempts.claim(able, 1)).extracting(Claim::run).containsExactly(run);
    }

    @Test
    void placesThatOnlyDifferentWorkersKnowAreNotEnough() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, branch("1/1", 1, null, OTHER_ITEM));
        store.write(fence, new Release(run, claim.number()));
        store.worker(TASK, FORKED, BRANCH);
        store.worker(TASK, FORKED, OTHER_BRANCH);
        store.workers.deregister(fence);

        store.workers.park(store.workers.park(Set.of()));

        assertThat(waiting()).contains("PENDING_VERSION", "at 'each'");
    }

    @Test
    void aWorkerThatLearnsThePlaceOfABranchMakesItsRunClaimable() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, new Release(run, claim.number()));
        Fence learner = store.worker(TASK, FORKED);
        store.workers.deregister(fence);
        store.workers.park(store.workers.park(Set.of()));
        Integer charged = database.value(Integer.class, "select id from fermata.resume_point where label = 'charge'");
        Integer place = database.value(Integer.class, "select id from fermata.resume_point where label = 'each | a'");

        store.store.ports().places().learn(learner, List.of(Objects.requireNonNull(charged)));
        assertThat(waiting()).as("it learnt something else").startsWith("PENDING_VERSION");
        store.store.ports().places().learn(learner, List.of(Objects.requireNonNull(place)));

        assertThat(waiting()).startsWith("QUEUED");
        assertThat(store.attempts.claim(learner, 1)).extracting(Claim::run).containsExactly(run);
    }

    @Test
    void theCheckpointBehindAForkRemovesItsBranches() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        store.write(fence, branch("1/0/1/0", 1, null, ITEM));
        store.write(fence, branch("1/0/1/10", 1, null, ITEM));
        store.write(fence, branch("1/01", 1, null, ITEM));
        store.write(
                fence,
                new BranchCheckpoint(
                        run, claim.number(), branch("1/0", 2, null, ITEM).branch(), true));
        assertThat(rows()).as("of the inner fork").isEqualTo(2);

        store.write(fence, new Checkpoint(run, claim.number(), 2, FRAME, StoreFixture.TRACE, false, true));

        assertThat(rows()).isZero();
    }

    @Test
    void theEndOfARunRemovesItsBranches() {
        store.write(fence, branch("1/0", 1, null, ITEM));

        store.write(fence, new End(run, claim.number(), RunState.FAILED, null));

        assertThat(rows()).isZero();
    }

    @Test
    void aRecessGivesUpTheClaimUntilTheFirstBranchGoesOn() {
        store.write(fence, branch("1/0", 1, null, ITEM));
        database.execute("update fermata.active_run set lost_claims = 1");

        assertThat(store.write(fence, new Recess(run, claim.number(), Duration.ofHours(1))))
                .isEqualTo(WriteResult.WRITTEN);

        assertThat(store.find(run).status().state()).isEqualTo(RunState.WAITING);
        assertThat(store.attempts.claim(fence, 1)).isEmpty();
        clock.advance(Duration.ofHours(1));
        Claim again = store.claim(fence);
        assertThat(again.progress().lostClaims()).isZero();
        assertThat(again.progress().sequence()).isEqualTo(1);
    }

    @Test
    void howLongABranchStillWaitsIsReadByTheDatabasesClock() {
        BranchProgress asleep =
                new BranchProgress("1/0", 1, null, new BranchProgress.Progress(1, ITEM, 2, true), Duration.ofHours(2));
        store.write(fence, new BranchCheckpoint(run, claim.number(), asleep, false));

        clock.advance(Duration.ofHours(1));

        BranchProgress read = byPath(releasedAndClaimed(), "1/0");
        assertThat(read.wakeAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
        assertThat(read.progress().failedAttempts()).isEqualTo(2);
        assertThat(read.progress().unwinding()).isTrue();
    }

    @Test
    void aFailureOfABranchNeedsNoPlace() {
        StoredFrame failure = new StoredFrame(
                BranchProgress.FAILURE,
                BranchProgress.FAILURE,
                List.of(new Component(List.of(BranchProgress.FAILURE), StoreFixture.bytes("{\"failure\":null}"))));
        store.write(fence, branch("1/0", 1, BranchEnd.THREW, failure));

        BranchProgress read = byPath(releasedAndClaimed(), "1/0");
        assertThat(read.end()).isEqualTo(BranchEnd.THREW);
        assertThat(Objects.requireNonNull(read.progress().frame())
                        .components()
                        .get(0)
                        .bytes())
                .isEqualTo(failure.components().get(0).bytes());
    }

    private BranchCheckpoint branch(String path, int version, @Nullable BranchEnd end, @Nullable StoredFrame frame) {
        BranchProgress.Progress progress = new BranchProgress.Progress(frame == null ? 0 : version, frame, 0, false);
        return new BranchCheckpoint(
                run, claim.number(), new BranchProgress(path, version, end, progress, Duration.ZERO), false);
    }

    private Claim releasedAndClaimed() {
        store.write(fence, new Release(run, claim.number()));
        return store.claim(fence);
    }

    private static BranchProgress byPath(Claim claim, String path) {
        return claim.progress().branches().stream()
                .filter(branch -> branch.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private String waiting() {
        return String.valueOf(
                database.value(String.class, "select waiting || ': ' || coalesce(reason, '') from fermata.active_run"));
    }

    private long rows() {
        Long rows = database.value(Long.class, "select count(*) from fermata.branch");
        return rows == null ? 0 : rows;
    }
}
