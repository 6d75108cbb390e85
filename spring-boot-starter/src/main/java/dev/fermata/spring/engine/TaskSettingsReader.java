package dev.fermata.spring.engine;

import dev.fermata.Task;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskSettings;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.spring.properties.FermataProperties;
import dev.fermata.spring.properties.RetryProperties;
import dev.fermata.spring.properties.TaskProperties;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the properties say about the tasks of this application, with the queues' settings laid under the tasks'. */
final class TaskSettingsReader {

    private static final Logger LOG = LoggerFactory.getLogger(TaskSettingsReader.class);

    private final FermataProperties properties;
    private final Map<String, TaskSettings> settings = new HashMap<>();
    private final Set<String> queues = new HashSet<>();

    private TaskSettingsReader(FermataProperties properties) {
        this.properties = properties;
    }

    static Settings read(FermataProperties properties, List<TaskBean> beans) {
        TaskSettingsReader reader = new TaskSettingsReader(properties);
        for (TaskBean bean : beans) {
            for (Class<?> type = bean.target().getClass(); type != null; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    reader.read(method.getAnnotation(Task.class));
                }
            }
        }
        reader.reportUnknown("fermata.tasks", "task", properties.tasks().keySet(), reader.settings.keySet());
        reader.reportUnknown("fermata.queues", "queue", properties.queues().keySet(), reader.queues);
        return new Settings(retry(properties.retry()), properties.checkpoints().keep(), reader.settings);
    }

    private void read(@Nullable Task task) {
        if (task == null) {
            return;
        }
        TaskProperties own = properties.tasks().getOrDefault(task.id(), TaskProperties.NONE);
        String queue = own.queue() == null ? task.queue() : own.queue();
        queues.add(queue);
        RetryProperties ofQueue = properties.queues().containsKey(queue)
                ? properties.queues().get(queue).retry()
                : RetryProperties.NONE;
        Map<String, RetrySettings> steps = new HashMap<>();
        own.steps().forEach((step, ofStep) -> steps.put(step, retry(ofStep.retry())));
        settings.put(
                task.id(),
                new TaskSettings(
                        own.queue(),
                        retry(own.retry().over(ofQueue)),
                        steps,
                        own.checkpoints().keep()));
    }

    /** Only said, not refused: a node that runs other tasks may share the configuration. */
    private void reportUnknown(String property, String what, Set<String> configured, Set<String> known) {
        Set<String> unknown = new TreeSet<>(configured);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "FERMATA-2202: {} configures {}, but this application has no such {}; it has: {}. Check the spelling;"
                            + " an id with a dot is written [in.brackets].",
                    property,
                    unknown,
                    what,
                    new TreeSet<>(known));
        }
    }

    private static RetrySettings retry(RetryProperties retry) {
        return new RetrySettings(
                retry.maxAttempts(), retry.minDelay(), retry.maxDelay(), retry.factor(), retry.jitter());
    }
}
