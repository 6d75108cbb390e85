package dev.fermata.engine.fake;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.TransactedCheckpoints;
import java.sql.Connection;
import java.util.Optional;

/** For engines without transactional steps, which never come here. */
public final class NoTransactions implements TransactedCheckpoints {

    @Override
    public WriteResult write(Connection connection, Fence fence, AttemptWrite checkpoint) {
        throw new AssertionError(checkpoint);
    }

    @Override
    public Reason reasonOf(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public Optional<WriteResult> reread(Fence fence, AttemptWrite checkpoint) {
        throw new AssertionError(checkpoint);
    }
}
