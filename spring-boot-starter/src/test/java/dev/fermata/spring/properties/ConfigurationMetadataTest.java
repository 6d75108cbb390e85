package dev.fermata.spring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an editor shows of each property: its type, what it is for, and what it is when it is left out. */
class ConfigurationMetadataTest {

    private static final List<JsonNode> PROPERTIES = properties();

    static Stream<String> names() {
        return PROPERTIES.stream().map(property -> property.path("name").stringValue());
    }

    @ParameterizedTest
    @MethodSource("names")
    void tellsItsTypeWhatItIsForAndWhatItIsWhenLeftOut(String name) {
        JsonNode property = property(name).orElseThrow();

        assertThat(property.path("type").stringValue("")).isNotBlank();
        assertThat(property.path("description").stringValue("")).hasSizeGreaterThan(7);
        String description = property.path("description").stringValue();
        boolean isMap = property.path("type").stringValue().startsWith("java.util.Map");
        assertThat(property.has("defaultValue") || isMap || description.contains("default: "))
                .as("default of " + name)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isDocumented(String name) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));

        assertThat(page).containsAnyOf("`" + name + "`", "`" + name + ".", "`" + name + "=", ofRetry(name));
    }

    @Test
    void whateverIsBoundIsThere() {
        List<String> bound = new ArrayList<>();
        bind("fermata", FermataProperties.class, bound);
        bind("fermata.api", ApiProperties.class, bound);

        assertThat(names()).containsAll(bound).doesNotContain("fermata.scheduler.enabled");
        assertThat(bound).contains("fermata.checkpoints.keep", "fermata.worker.cancel-patience");
    }

    @Test
    void aDefaultIsTheOneThatIsBound() {
        assertThat(property("fermata.checkpoints.keep")
                        .orElseThrow()
                        .path("defaultValue")
                        .toString())
                .isEqualTo("100");
        assertThat(property("fermata.retry.max-attempts")
                        .orElseThrow()
                        .path("defaultValue")
                        .toString())
                .isEqualTo("3");
        assertThat(Map.of("lease", "15s", "poll-interval", "1s", "cancel-patience", "30s"))
                .allSatisfy((name, value) -> assertThat(property("fermata.worker." + name)
                                .orElseThrow()
                                .path("defaultValue")
                                .stringValue(""))
                        .isEqualTo(value));
    }

    /** Below a record of properties stand records and values. */
    private static void bind(String prefix, Class<?> type, List<String> names) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()
                    && component.getType().getPackage().equals(type.getPackage())) {
                bind(name, component.getType(), names);
            } else {
                names.add(name);
            }
        }
    }

    private static String ofRetry(String name) {
        return name.startsWith("fermata.retry.") ? "| `" + name.substring("fermata.retry.".length()) + "` |" : "?";
    }

    private static Optional<JsonNode> property(String name) {
        return PROPERTIES.stream()
                .filter(property -> property.path("name").stringValue().equals(name))
                .findFirst();
    }

    private static List<JsonNode> properties() {
        try (InputStream file =
                FermataProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode metadata = JsonMapper.builder().build().readTree(Objects.requireNonNull(file));
            return StreamSupport.stream(metadata.path("properties").spliterator(), false)
                    .filter(property -> property.path("name").stringValue("").contains("fermata"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
