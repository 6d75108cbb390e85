package dev.fermata.spring.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskSettings;
import dev.fermata.spring.app.GreetingTasks;
import dev.fermata.spring.properties.FermataProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TaskSettingsReaderTest {

    @Test
    void keepsAHundredCheckpointsOfARunWhenNothingIsSaid() {
        Settings settings = read(Map.of());

        assertThat(settings.keepCheckpoints()).isEqualTo(100);
        assertThat(greet(settings).keepCheckpoints()).isNull();
    }

    @Test
    void keepsAsManyCheckpointsAsThePropertySays() {
        assertThat(read(Map.of("fermata.checkpoints.keep", "7")).keepCheckpoints())
                .isEqualTo(7);
    }

    @Test
    void keepsAsManyCheckpointsOfATasksRunsAsItsOwnPropertySays() {
        Settings settings =
                read(Map.of("fermata.checkpoints.keep", "7", "fermata.tasks.greet.checkpoints.keep", "1000"));

        assertThat(greet(settings).keepCheckpoints()).isEqualTo(1000);
        assertThat(settings.keepCheckpoints()).isEqualTo(7);
    }

    private static TaskSettings greet(Settings settings) {
        return Objects.requireNonNull(settings.tasks().get("greet"));
    }

    private static Settings read(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        GreetingTasks tasks = new GreetingTasks();
        return TaskSettingsReader.read(
                binder.bindOrCreate("fermata", FermataProperties.class), List.of(new TaskBean(tasks, tasks)));
    }
}
