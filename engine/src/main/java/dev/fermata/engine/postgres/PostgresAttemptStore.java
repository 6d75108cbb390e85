package dev.fermata.engine.postgres;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.AttemptStore;
import java.util.Collection;
import java.util.List;

/** {@link AttemptStore} on PostgreSQL. */
final class PostgresAttemptStore implements AttemptStore {

    private final Claimer claimer;
    private final BatchWriter writer;

    PostgresAttemptStore(Connections connections, SchemaSql schema) {
        this.claimer = new Claimer(connections, schema);
        this.writer = new BatchWriter(connections, schema);
    }

    @Override
    public List<Claim> claim(Fence fence, int max) {
        return claimer.claim(fence, max);
    }

    @Override
    public List<Claim> unanswered(Fence fence, Collection<RunId> known) {
        return claimer.unanswered(fence, known);
    }

    @Override
    public List<WriteResult> write(Fence fence, List<AttemptWrite> batch) {
        return batch.isEmpty() ? List.of() : writer.write(fence, new Batch(batch));
    }

    @Override
    public List<WriteResult> fate(Fence fence, List<AttemptWrite> batch) {
        return batch.isEmpty() ? List.of() : writer.fate(fence, new Batch(batch));
    }
}
