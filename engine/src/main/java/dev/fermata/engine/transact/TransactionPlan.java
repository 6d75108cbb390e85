package dev.fermata.engine.transact;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.TransactedCheckpoints;
import dev.fermata.engine.transact.StepTransactions.Source;
import dev.fermata.machine.SuspensionPoint;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which steps commit together with their checkpoint, decided for the whole application before anything is claimed. */
public final class TransactionPlan {

    private record Call(String taskId, Method step) {}

    private final Map<Call, Source> sources;

    private TransactionPlan(Map<Call, Source> sources) {
        this.sources = Map.copyOf(sources);
    }

    /** @throws dev.fermata.FermataException a step wants a transaction that its checkpoint cannot be part of */
    public static TransactionPlan of(TaskRegistry tasks, StepTransactions transactions) {
        Map<Call, Source> sources = new HashMap<>();
        for (TaskDefinition task : tasks.all()) {
            for (Method step : task.steps()) {
                transactions.of(task.bean(), step).ifPresent(source -> sources.put(new Call(task.id(), step), source));
            }
        }
        return new TransactionPlan(sources);
    }

    /**
     * The plan carried out under one fence.
     *
     * @param forfeited called when it can never be told what was committed: the worker must give up its fence
     */
    public TransactedSteps under(Fence fence, TransactedCheckpoints checkpoints, Runnable forfeited) {
        return new TransactedSteps(this, fence, checkpoints, forfeited, TransactedSteps.Patience.DEFAULT);
    }

    Optional<Source> source(TaskDefinition task, SuspensionPoint step) {
        return Optional.ofNullable(sources.get(new Call(task.id(), step.method())));
    }
}
