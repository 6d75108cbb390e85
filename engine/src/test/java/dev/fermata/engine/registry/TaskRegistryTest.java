package dev.fermata.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.Retry;
import dev.fermata.Task;
import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.fake.ScriptTasks;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.retry.RetrySettings;
import dev.fermata.machine.SuspensionPoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {

    @Test
    void tasksOfABeanAreFoundById() {
        TaskRegistry registry = registry(Settings.NONE, new ScriptTasks());

        assertThat(registry.find("straight"))
                .get()
                .extracting(TaskDefinition::queue)
                .isEqualTo("scripts");
        assertThat(registry.find("caught"))
                .get()
                .extracting(TaskDefinition::queue)
                .isEqualTo("default");
        assertThat(registry.find("unheard-of")).isEmpty();
    }

    @Test
    void tasksOfASuperclassAreFoundAndStepsAreCalledOnTheBean() {
        ScriptTasks proxy = new ScriptTasks();
        TaskRegistry registry =
                TaskRegistry.of(List.of(new TaskBean(proxy, new Inheriting())), Settings.NONE, CodecLimits.DEFAULT);

        assertThat(registry.find("straight")).isPresent();
    }

    @Test
    void aTaskWithoutMachineIsRefusedWithTheBuildFix() {
        assertThatThrownBy(() -> registry(Settings.NONE, new Uncompiled()))
                .isInstanceOf(RegistrationException.class)
                .hasMessageStartingWith("FERMATA-2002")
                .hasMessageContaining("Uncompiled.forgotten")
                .hasMessageContaining("annotationProcessorPaths");
    }

    @Test
    void twoTasksWithOneIdAreRefused() {
        assertThatThrownBy(() -> registry(Settings.NONE, new ScriptTasks(), new ScriptTasks()))
                .isInstanceOf(RegistrationException.class)
                .hasMessageStartingWith("FERMATA-2003");
    }

    @Test
    void aWorkerRegistersEveryPlaceItCanResume() {
        TaskRegistration sleeper = registry(Settings.NONE, new ScriptTasks()).registrations(ids -> Map.of()).stream()
                .filter(task -> task.taskId().equals("sleeper"))
                .findFirst()
                .orElseThrow();

        assertThat(sleeper.points())
                .contains(
                        new TaskRegistration.Point("start", "BEFORE", List.of("input=java.lang.String")),
                        new TaskRegistration.Point(
                                "nap",
                                "AFTER",
                                List.of("done=java.util.List<java.lang.String>", "pending=java.lang.Throwable")));
    }

    @Test
    void stepConfigurationWinsOverAnnotationAndThatOverTheTask() {
        Settings settings = new Settings(
                new RetrySettings(20, null, null, null, null),
                Map.of(
                        "straight",
                        new TaskSettings(
                                "fast",
                                new RetrySettings(6, null, null, null, null),
                                Map.of("b", new RetrySettings(9, null, null, null, null)))));
        TaskDefinition straight =
                registry(settings, new ScriptTasks()).find("straight").orElseThrow();
        TaskDefinition caught =
                registry(settings, new ScriptTasks()).find("caught").orElseThrow();

        assertThat(straight.queue()).isEqualTo("fast");
        assertThat(policy(straight, "b"))
                .as("configured attempts, the rest of the step's annotation")
                .isEqualTo(new RetryPolicy(9, Duration.ofSeconds(10), Duration.ofMinutes(1), 2, false));
        assertThat(policy(straight, "a"))
                .as("no annotation of its own: the task's configuration over the task's annotation")
                .isEqualTo(new RetryPolicy(6, Duration.ofSeconds(30), Duration.ofMinutes(1), 2, false));
        assertThat(straight.codePolicy()).isEqualTo(policy(straight, "a"));
        assertThat(policy(caught, "b").maxAttempts())
                .as("annotation over global")
                .isEqualTo(2);
        assertThat(policy(caught, "a").maxAttempts()).as("global over built-in").isEqualTo(20);
    }

    @Test
    void anImpossiblePolicyIsRefusedAndNamed() {
        Settings settings = new Settings(
                RetrySettings.NONE,
                Map.of(
                        "caught",
                        new TaskSettings(
                                null,
                                RetrySettings.NONE,
                                Map.of("b", new RetrySettings(null, Duration.ofHours(1), null, null, null)))));

        assertThatThrownBy(() -> registry(settings, new ScriptTasks()))
                .isInstanceOf(RegistrationException.class)
                .hasMessageStartingWith("FERMATA-2004")
                .hasMessageContaining("step 'b' of task 'caught'");
    }

    @Test
    void settingsOfAStepThatIsNeverCalledAreRefused() {
        Settings settings = new Settings(
                RetrySettings.NONE,
                Map.of("caught", new TaskSettings(null, RetrySettings.NONE, Map.of("c", RetrySettings.NONE))));

        assertThatThrownBy(() -> registry(settings, new ScriptTasks()))
                .hasMessageStartingWith("FERMATA-2005")
                .hasMessageContaining("a, b");
    }

    private static RetryPolicy policy(TaskDefinition task, String step) {
        return task.stepPolicy(SuspensionPoint.of(step, 1, ScriptTasks.class, step));
    }

    private static TaskRegistry registry(Settings settings, Object... beans) {
        return TaskRegistry.of(Arrays.stream(beans).map(TaskBean::of).toList(), settings, CodecLimits.DEFAULT);
    }

    static final class Inheriting extends ScriptTasks {}

    static final class Uncompiled {

        @Task(id = "forgotten", retry = @Retry)
        void forgotten() {
            // what it does is of no account: it was never compiled
        }
    }
}
