package dev.fermata.engine.attack;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.TransactedCheckpoints;
import dev.fermata.engine.store.WorkerStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ports of a store with a watcher at each: what happens between two calls happens inside the engine. */
final class WatchedStores {

    private WatchedStores() {}

    static Stores of(Stores stores, Watcher watcher) {
        return new Stores(
                stores.runs(),
                new Attempts(stores.attempts(), watcher),
                new Transacted(stores.transacted(), watcher),
                new Workers(stores.workers(), watcher),
                stores.places(),
                stores.wake());
    }

    private record Attempts(AttemptStore store, Watcher watcher) implements AttemptStore {

        @Override
        public List<Claim> claim(Fence fence, int max) {
            watcher.at(Place.BEFORE_CLAIM, null);
            return claimed(store.claim(fence, max));
        }

        @Override
        public List<Claim> claimSuspect(Fence fence) {
            watcher.at(Place.BEFORE_CLAIM, null);
            return claimed(store.claimSuspect(fence));
        }

        private List<Claim> claimed(List<Claim> claims) {
            claims.forEach(claim -> watcher.at(Place.AFTER_CLAIM, claim.run()));
            return claims;
        }

        @Override
        public List<WriteResult> write(Fence fence, List<AttemptWrite> batch) {
            batch.forEach(item -> watcher.at(before(item), item.run()));
            batch.stream()
                    .filter(WatchedStores::isCheckpoint)
                    .forEach(item -> watcher.at(Place.BEFORE_COMMIT, item.run()));
            List<WriteResult> results = store.write(fence, batch);
            for (int i = 0; i < batch.size(); i++) {
                AttemptWrite item = batch.get(i);
                boolean isWritten = results.get(i) == WriteResult.WRITTEN;
                watcher.at(isWritten ? after(item) : Place.CLAIM_LOST, item.run());
            }
            return results;
        }

        @Override
        public List<Optional<WriteResult>> reread(Fence fence, List<AttemptWrite> batch) {
            return store.reread(fence, batch);
        }
    }

    private static boolean isCheckpoint(AttemptWrite item) {
        return item instanceof Checkpoint || item instanceof AttemptWrite.BranchCheckpoint;
    }

    private static Place before(AttemptWrite item) {
        if (isCheckpoint(item)) {
            return Place.BEFORE_CHECKPOINT;
        } else if (item instanceof AttemptWrite.Suspension || item instanceof AttemptWrite.Recess) {
            return Place.BEFORE_SUSPENSION;
        } else if (item instanceof AttemptWrite.RetryLater) {
            return Place.BEFORE_RETRY;
        } else if (item instanceof AttemptWrite.Completion) {
            return Place.BEFORE_COMPLETION;
        }
        return item instanceof AttemptWrite.End ? Place.BEFORE_END : Place.BEFORE_RELEASE;
    }

    private static Place after(AttemptWrite item) {
        return Place.values()[before(item).ordinal() + (isCheckpoint(item) ? 2 : 1)];
    }

    private record Transacted(TransactedCheckpoints store, Watcher watcher) implements TransactedCheckpoints {

        @Override
        public WriteResult write(Connection connection, Fence fence, AttemptWrite checkpoint) {
            watcher.at(Place.BEFORE_CHECKPOINT, checkpoint.run());
            WriteResult result = store.write(connection, fence, checkpoint);
            if (result == WriteResult.CLAIM_LOST) {
                watcher.at(Place.CLAIM_LOST, checkpoint.run());
            }
            return result;
        }

        @Override
        public Optional<WriteResult> reread(Fence fence, AttemptWrite checkpoint) {
            return store.reread(fence, checkpoint);
        }

        @Override
        public Reason reasonOf(Throwable failure) {
            return store.reasonOf(failure);
        }
    }

    private record Workers(WorkerStore store, Watcher watcher) implements WorkerStore {

        @Override
        public Map<String, List<TaskRegistration.Point>> resumePoints(Set<String> taskIds) {
            return store.resumePoints(taskIds);
        }

        @Override
        public Fence register(String name, List<TaskRegistration> tasks, Duration lease) {
            return store.register(name, tasks, lease);
        }

        @Override
        public boolean renew(Fence fence, Duration lease) {
            return store.renew(fence, lease);
        }

        @Override
        public List<RunId> cancelRequests(Fence fence) {
            return store.cancelRequests(fence);
        }

        /** After: only when it gave something back. */
        @Override
        public int takeOver(Fence by, Duration lease) {
            watcher.at(Place.BEFORE_TAKE_OVER, null);
            int runs = store.takeOver(by, lease);
            if (runs > 0) {
                watcher.at(Place.AFTER_TAKE_OVER, null);
            }
            return runs;
        }

        @Override
        public Set<Integer> park(Set<Integer> points) {
            return store.park(points);
        }

        @Override
        public void deregister(Fence fence) {
            store.deregister(fence);
        }

        @Override
        public Duration untilNext(Fence fence, Duration limit) {
            return store.untilNext(fence, limit);
        }

        @Override
        public Duration untilSuspect(Fence fence, Duration limit) {
            return store.untilSuspect(fence, limit);
        }
    }
}
