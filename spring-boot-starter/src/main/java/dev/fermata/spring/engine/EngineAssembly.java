package dev.fermata.spring.engine;

import dev.fermata.engine.EngineBuilder;
import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.store.Stores;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.engine.worker.WorkerSettings;
import dev.fermata.spring.properties.FermataProperties;
import dev.fermata.spring.properties.WorkerProperties;
import dev.fermata.spring.tasks.TaskBeans;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Puts the engine together. */
public final class EngineAssembly {

    private EngineAssembly() {}

    /** @throws dev.fermata.FermataException a task cannot be run as it is, or a setting is impossible */
    public static FermataEngine assemble(
            Stores stores,
            TriggerTransaction transaction,
            StepTransactions steps,
            FermataProperties properties,
            List<TaskBean> beans) {
        EngineBuilder builder = FermataEngine.builder(stores, transaction)
                .stepTransactions(steps)
                .targets(TaskBeans::target)
                .settings(TaskSettingsReader.read(properties, beans))
                .worker(worker(properties.worker()))
                .maxPayload((int) properties.trigger().maxPayload().toBytes());
        beans.forEach(bean -> builder.task(bean.bean(), bean.target()));
        return builder.build();
    }

    private static WorkerSettings worker(WorkerProperties worker) {
        WorkerSettings defaults = WorkerSettings.DEFAULT;
        ClaimPace pace = defaults.pace();
        Duration poll = worker.pollInterval();
        return defaults.withName(worker.name() == null ? processName() : worker.name())
                .withConcurrency(worker.concurrency())
                .withLease(worker.lease())
                .withCancelPatience(worker.cancelPatience())
                .withPace(new ClaimPace(pace.batch(), poll, poll.multipliedBy(5)));
    }

    private static String processName() {
        long pid = ProcessHandle.current().pid();
        try {
            return InetAddress.getLocalHost().getHostName() + "/" + pid;
        } catch (UnknownHostException e) {
            return "unknown host/" + pid;
        }
    }
}
