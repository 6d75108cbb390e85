package dev.fermata.engine;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.engine.worker.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts an engine together. Everything but the stores and the transaction has a default. */
public final class EngineBuilder {

    private static final int DEFAULT_MAX_PAYLOAD = 1 << 20;

    private final Stores stores;
    private final TriggerTransaction transaction;
    private final List<TaskBean> beans = new ArrayList<>();
    private UnaryOperator<Object> targets = UnaryOperator.identity();
    private Settings settings = Settings.NONE;
    private CodecLimits limits = CodecLimits.DEFAULT;
    private StepTransactions steps = StepTransactions.NONE;
    private WorkerSettings worker = WorkerSettings.DEFAULT;
    private int maxPayload = DEFAULT_MAX_PAYLOAD;

    EngineBuilder(Stores stores, TriggerTransaction transaction) {
        this.stores = stores;
        this.transaction = transaction;
    }

    /** Adds the tasks of an object that no proxy stands in front of. */
    public EngineBuilder task(Object bean) {
        return task(bean, bean);
    }

    /**
     * Adds the tasks that {@code target}'s class declares or inherits.
     *
     * @param bean what steps are called on, possibly a proxy of {@code target}
     */
    public EngineBuilder task(Object bean, Object target) {
        beans.add(new TaskBean(bean, target));
        return this;
    }

    /**
     * Finds the unproxied object behind a bean whose helpers a task calls. Default: no bean has a proxy in front of it.
     */
    public EngineBuilder targets(UnaryOperator<Object> value) {
        targets = value;
        return this;
    }

    /** What configuration says about tasks. Default: nothing. */
    public EngineBuilder settings(Settings value) {
        settings = value;
        return this;
    }

    /** What may stand in frames and how large it may be. Default: {@link CodecLimits#DEFAULT}. */
    public EngineBuilder limits(CodecLimits value) {
        limits = value;
        return this;
    }

    /** Which steps commit together with their checkpoint. Default: none. */
    public EngineBuilder stepTransactions(StepTransactions value) {
        steps = value;
        return this;
    }

    /** How runs are executed. Default: {@link WorkerSettings#DEFAULT}. */
    public EngineBuilder worker(WorkerSettings value) {
        worker = value;
        return this;
    }

    /** The largest payload accepted, in bytes of UTF-8 JSON. Default: 1 MiB. */
    public EngineBuilder maxPayload(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxPayload must be at least 1, but is " + bytes);
        }
        maxPayload = bytes;
        return this;
    }

    /**
     * @throws dev.fermata.engine.registry.RegistrationException a task has no generated machine, shares its id with
     *     another, or has an impossible configuration
     */
    public FermataEngine build() {
        return new FermataEngine(this, stores);
    }

    TaskRegistry registry() {
        return TaskRegistry.of(beans, targets, settings, limits);
    }

    WorkerSettings worker() {
        return worker;
    }

    StepTransactions steps() {
        return steps;
    }

    TriggerTransaction transaction() {
        return transaction;
    }

    int maxPayload() {
        return maxPayload;
    }
}
