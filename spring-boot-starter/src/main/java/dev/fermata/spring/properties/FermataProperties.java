package dev.fermata.spring.properties;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of Fermata.
 *
 * @param schema the tables
 * @param datasource the engine's own connections
 * @param worker whether and how this application runs tasks
 * @param trigger what is accepted as a run
 * @param checkpoints the checkpoints of runs
 * @param retry how often steps and tasks are tried that no more specific level speaks of
 * @param tasks settings of single tasks, by task id
 * @param queues settings of single queues, by name
 */
@ConfigurationProperties("fermata")
public record FermataProperties(
        @NestedConfigurationProperty @DefaultValue SchemaProperties schema,
        @NestedConfigurationProperty @DefaultValue DatasourceProperties datasource,
        @NestedConfigurationProperty @DefaultValue WorkerProperties worker,
        @NestedConfigurationProperty @DefaultValue TriggerProperties trigger,
        @NestedConfigurationProperty @DefaultValue CheckpointProperties checkpoints,
        @NestedConfigurationProperty @DefaultValue RetryProperties retry,
        @Nullable Map<String, TaskProperties> tasks,
        @Nullable Map<String, QueueProperties> queues) {

    public FermataProperties {
        tasks = tasks == null ? Map.of() : Map.copyOf(tasks);
        queues = queues == null ? Map.of() : Map.copyOf(queues);
        retry.requirePolicy("fermata.retry");
        tasks.forEach((id, task) -> task.require("fermata.tasks." + id));
        queues.forEach((name, queue) -> queue.retry().requirePolicy("fermata.queues." + name + ".retry"));
    }

    @Override
    public Map<String, TaskProperties> tasks() {
        return tasks == null ? Map.of() : tasks;
    }

    @Override
    public Map<String, QueueProperties> queues() {
        return queues == null ? Map.of() : queues;
    }
}
