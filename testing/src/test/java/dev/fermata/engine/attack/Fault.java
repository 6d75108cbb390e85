package dev.fermata.engine.attack;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.store.TransactedCheckpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is wrong with an engine on purpose, to see that an attack finds it. */
enum Fault {
    NONE,
    /** Checkpoints are acknowledged before they are written. */
    EARLY_ACKNOWLEDGEMENT,
    /** A transactional step's effect commits before its checkpoint does. */
    SEPARATE_COMMIT,
    /** Who lost the claim writes all the same. */
    NO_FENCE;

    Stores in(Stores stores, Supplier<Connection> connect) {
        return this == EARLY_ACKNOWLEDGEMENT || this == NO_FENCE
                ? new Stores(
                        stores.runs(),
                        new Attempts(stores.attempts(), this, connect),
                        this == NO_FENCE ? new Unfenced(stores.transacted()) : stores.transacted(),
                        stores.workers(),
                        stores.places(),
                        stores.wake())
                : stores;
    }

    private record Attempts(AttemptStore store, Fault fault, Supplier<Connection> connect) implements AttemptStore {

        @Override
        public List<Claim> claim(Fence fence, int max) {
            return store.claim(fence, max);
        }

        @Override
        public List<Claim> claimSuspect(Fence fence) {
            return store.claimSuspect(fence);
        }

        @Override
        public List<WriteResult> write(Fence fence, List<AttemptWrite> batch) {
            if (fault == EARLY_ACKNOWLEDGEMENT && batch.stream().allMatch(Checkpoint.class::isInstance)) {
                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(() -> store.write(fence, batch));
                return new ArrayList<>(Collections.nCopies(batch.size(), WriteResult.WRITTEN));
            }
            List<WriteResult> results = store.write(fence, batch);
            if (fault == NO_FENCE) {
                for (int i = 0; i < batch.size(); i++) {
                    if (results.get(i) == WriteResult.CLAIM_LOST) {
                        writeAllTheSame(batch.get(i));
                    }
                }
            }
            return results;
        }

        private void writeAllTheSame(AttemptWrite item) {
            try (Connection connection = connect.get();
                    PreparedStatement statement = connection.prepareStatement(
                            item instanceof Checkpoint
                                    ? "update fermata.checkpoint set claim_number = ? where run_id = ?"
                                    : "update fermata.run set claim_number = ? where id = ?")) {
                statement.setInt(1, item.claim());
                statement.setObject(2, item.run().value());
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public List<Optional<WriteResult>> reread(Fence fence, List<AttemptWrite> batch) {
            return store.reread(fence, batch);
        }
    }

    private record Unfenced(TransactedCheckpoints store) implements TransactedCheckpoints {

        @Override
        public WriteResult write(Connection connection, Fence fence, AttemptWrite checkpoint) {
            WriteResult unused = store.write(connection, fence, checkpoint);
            return WriteResult.WRITTEN;
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
}
