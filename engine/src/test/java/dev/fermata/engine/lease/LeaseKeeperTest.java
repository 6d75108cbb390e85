package dev.fermata.engine.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.store.StoreUnavailableException;
import dev.fermata.engine.store.WorkerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration LEASE = Duration.ofSeconds(15);

    private final FakeWorkers workers = new FakeWorkers();
    private final Heard heard = new Heard();
    private long nanos = Long.MAX_VALUE - 1000;
    private final LeaseKeeper keeper =
            new LeaseKeeper(workers, new Fence(UUID.randomUUID(), 1), LEASE, () -> nanos, heard);

    @Test
    void aHeartbeatRenewsTheLeaseAndHasCancellationsAskedForOnAnotherThread() {
        RunId run = new RunId(UUID.randomUUID());
        workers.canceled = List.of(run);
        keeper.start(body -> new Thread(body, "not the heartbeat's"));

        keeper.beat();

        assertThat(workers.renewals).isEqualTo(1);
        await().untilAsserted(() -> assertThat(heard.canceled).containsExactly(run));
        assertThat(heard.askedBy).isNotEqualTo(Thread.currentThread());
        keeper.stop();
    }

    @Test
    void onlyWhereNobodyCouldGoOnTheLastTimeEitherIsParked() {
        workers.unknown = Set.of(7);
        keeper.sweep();
        workers.unknown = Set.of(7, 8);
        keeper.sweep();
        workers.unreachable = true;
        keeper.sweep();
        workers.unreachable = false;
        keeper.sweep();

        assertThat(workers.suspects).containsExactly(Set.of(), Set.of(7), Set.of());
    }

    @Test
    void aLostLeaseIsToldOnceAndNeverRenewedAgain() {
        workers.declaredDead = true;

        keeper.beat();
        keeper.beat();

        assertThat(heard.losses).isEqualTo(1);
        assertThat(workers.renewals).isEqualTo(1);
    }

    @Test
    void anUnreachableDatabaseIsNoLostLease() {
        workers.unreachable = true;
        keeper.beat();
        workers.unreachable = false;
        keeper.beat();

        assertThat(heard.losses).isZero();
        assertThat(workers.renewals).isEqualTo(1);
    }

    @Test
    void sweepingGivesBackWhatDeadWorkersHold() {
        workers.dead = 3;

        keeper.sweep();

        assertThat(heard.givenBack).isEqualTo(3);
    }

    @Test
    void nobodyIsDeclaredDeadWhileTheDatabaseIsAwayNorForOneLeaseAfterwards() {
        workers.dead = 3;
        workers.unreachable = true;
        keeper.beat();
        keeper.sweep();
        assertThat(workers.sweeps).as("away").isZero();

        workers.unreachable = false;
        keeper.sweep();
        assertThat(workers.sweeps).as("back, but the own lease is not renewed").isZero();

        keeper.beat();
        nanos += LEASE.toNanos() - 1;
        keeper.sweep();
        assertThat(workers.sweeps).as("within one lease").isZero();

        nanos += 1;
        keeper.sweep();
        assertThat(workers.sweeps).isEqualTo(1);
        assertThat(heard.givenBack).isEqualTo(3);
    }

    @Test
    void aSweepThatFindsTheDatabaseAwayIsAnOutageToo() {
        workers.unreachable = true;
        keeper.sweep();
        workers.unreachable = false;
        keeper.beat();
        workers.sweeps = 0;

        keeper.sweep();

        assertThat(workers.sweeps).isZero();
    }

    private static final class Heard implements LeaseListener {

        @Override
        public void timeToLearn() {}

        private final List<RunId> canceled = new CopyOnWriteArrayList<>();
        private volatile @Nullable Thread askedBy;
        private int losses;
        private int givenBack;

        @Override
        public void cancelRequested(List<RunId> runs) {
            askedBy = Thread.currentThread();
            canceled.addAll(runs);
        }

        @Override
        public void leaseLost() {
            losses++;
        }

        @Override
        public void runsGivenBack(int runs) {
            givenBack += runs;
        }
    }

    private static final class FakeWorkers implements WorkerStore {
        private boolean unreachable;
        private boolean declaredDead;
        private int renewals;
        private int sweeps;
        private int dead;
        private List<RunId> canceled = List.of();
        private Set<Integer> unknown = Set.of();
        private final List<Set<Integer>> suspects = new ArrayList<>();

        @Override
        public Map<String, List<TaskRegistration.Point>> resumePoints(Set<String> taskIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Fence register(String name, List<TaskRegistration> tasks, Duration lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean renew(Fence fence, Duration lease) {
            reach();
            renewals++;
            return !declaredDead;
        }

        @Override
        public List<RunId> cancelRequests(Fence fence) {
            reach();
            return canceled;
        }

        @Override
        public int takeOver(Fence by, Duration lease) {
            reach();
            sweeps++;
            return dead;
        }

        @Override
        public Set<Integer> park(Set<Integer> suspected) {
            reach();
            suspects.add(suspected);
            return unknown;
        }

        @Override
        public void deregister(Fence fence) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration untilSuspect(Fence fence, Duration limit) {
            return limit;
        }

        @Override
        public Duration untilNext(Fence fence, Duration limit) {
            return limit;
        }

        private void reach() {
            if (unreachable) {
                throw new StoreUnavailableException("connection refused", new IllegalStateException());
            }
        }
    }
}
