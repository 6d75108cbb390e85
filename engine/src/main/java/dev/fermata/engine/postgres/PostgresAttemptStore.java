package dev.fermata.engine.postgres;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import java.util.List;
import java.util.Optional;

/** {@link AttemptStore} on PostgreSQL. */
final class PostgresAttemptStore implements AttemptStore {

    private final Claimer claimer;
    private final BatchWriter writer;
    private final FateReader fates;

    PostgresAttemptStore(Connections connections, SchemaSql schema) {
        this.claimer = new Claimer(connections, schema);
        this.writer = new BatchWriter(connections, schema);
        this.fates = new FateReader(connections, schema);
    }

    @Override
    public List<Claim> claim(Fence fence, int max) {
        return claimer.claim(fence, max);
    }

    @Override
    public List<Claim> claimSuspect(Fence fence) {
        return claimer.claimSuspect(fence);
    }

    @Override
    public List<WriteResult> write(Fence fence, List<AttemptWrite> batch) {
        return batch.isEmpty() ? List.of() : writer.write(fence, new Batch(batch));
    }

    @Override
    public List<Optional<WriteResult>> reread(Fence fence, List<AttemptWrite> batch) {
        return batch.isEmpty() ? List.of() : fates.read(fence, new Batch(batch));
    }
}
