package dev.fermata.engine;

import dev.fermata.TaskTrigger;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.transact.TransactionPlan;
import dev.fermata.engine.trigger.TriggerDoor;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.engine.wake.WakeSignal;
import dev.fermata.engine.worker.Worker;
import java.time.Duration;

/**
 * The engine of one application: triggers runs, shows and cancels them, and, once started, executes them.
 *
 * <pre>{@code
 * FermataEngine engine = FermataEngine.builder(store).task(new OrderTasks(payments)).build();
 * engine.start();
 * }</pre>
 *
 * An engine that is never started is one for triggering only. It does not own its stores: whoever opened them closes them
 * after it.
 */
public final class FermataEngine implements AutoCloseable {

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(20);

    private final TriggerDoor trigger;
    private final Runs runs;
    private final Worker worker;

    FermataEngine(EngineBuilder builder, Stores stores) {
        TaskRegistry tasks = builder.registry();
        WakeSignal wake = new WakeSignal();
        Wakes wakes = new Wakes(wake, stores.wake());
        TransactionPlan plan = TransactionPlan.of(tasks, builder.steps());
        this.worker = new Worker(stores, new Worker.Work(tasks, plan), builder.worker(), wake);
        this.trigger =
                new TriggerDoor(tasks, stores.runs(), builder.transaction(), builder.maxPayload(), wakes::claimable);
        this.runs = new Runs(trigger, stores.runs(), worker, wakes);
    }

    /** An engine on PostgreSQL whose triggers join no transaction of the host: each is one of its own. */
    public static EngineBuilder builder(PostgresStore store) {
        return new EngineBuilder(store.ports(), new OwnTransaction(store));
    }

    /**
     * @param stores where runs are kept
     * @param transaction what a trigger takes part in
     */
    public static EngineBuilder builder(Stores stores, TriggerTransaction transaction) {
        return new EngineBuilder(stores, transaction);
    }

    /**
     * Starts executing runs; may be called again after {@link #drain}.
     *
     * @throws dev.fermata.engine.store.StoreException the database cannot be reached
     */
    public void start() {
        worker.start();
    }

    /**
     * Stops claiming and waits at most {@code grace} for the runs in progress; those that have not come to an end by then
     * are handed back and go on elsewhere from their last checkpoint, with no attempt used up.
     */
    public void drain(Duration grace) {
        worker.drain(grace);
    }

    /** Whether runs are executed here. */
    public boolean isRunning() {
        return worker.isRunning();
    }

    /** What generated clients are made with. */
    public TaskTrigger trigger() {
        return trigger;
    }

    /** Runs from the outside. */
    public Runs runs() {
        return runs;
    }

    /** {@link #drain} with a grace of 20 seconds. */
    @Override
    public void close() {
        drain(DEFAULT_GRACE);
    }
}
