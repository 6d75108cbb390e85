package dev.fermata.engine.fake;

import dev.fermata.engine.model.NewRun;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.store.RunStore;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** For engines that nobody asks anything from the outside. */
public class NoRuns implements RunStore {

    @Override
    public List<Accepted> accept(Connection connection, List<NewRun> runs) {
        throw new AssertionError(runs);
    }

    @Override
    public Optional<RunRecord> find(RunId run) {
        return Optional.empty();
    }

    @Override
    public CancelResult cancel(RunId run) {
        return CancelResult.UNKNOWN;
    }

    @Override
    public Optional<String> queueOf(String taskId) {
        return Optional.empty();
    }
}
