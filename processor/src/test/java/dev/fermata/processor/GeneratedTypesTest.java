package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import java.nio.file.Path;
import javax.annotation.processing.Processor;
import org.immutables.processor.ProxyProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mapstruct.ap.MappingProcessor;

/** Types that MapStruct and Immutables generate are used in tasks, in whichever order the processors run. */
class GeneratedTypesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskUsesAMapperOfMapStruct(boolean fermataFirst) {
        Outcome outcome = project(fermataFirst, new MappingProcessor())
                .source("package app; public record Order(String name, int size) { }")
                .source("package app; public record OrderDto(String name, long size) { }")
                .source("""
                        package app;
                        @org.mapstruct.Mapper
                        public interface OrderMapper {
                            OrderMapper INSTANCE = org.mapstruct.factory.Mappers.getMapper(OrderMapper.class);
                            OrderDto toDto(Order order);
                        }
                        """)
                .source("""
                        package app;
                        import dev.fermata.*;
                        class Tasks {
                            private final OrderMapper mapper = new OrderMapperImpl();
                            @Task(id = "t") OrderDto run(Order order) {
                                var dto = mapper.toDto(order);
                                for (int i = 0; i < dto.size(); i++) { charge(OrderMapper.INSTANCE.toDto(order)); }
                                return new OrderMapperImpl().toDto(new Order(dto.name(), charge(dto)));
                            }
                            @Step int charge(OrderDto dto) { return (int) dto.size(); }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated())
                .contains("app/OrderMapperImpl.class", "app/Tasks$run.class", "app/TasksClient.class");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskUsesABuilderOfImmutables(boolean fermataFirst) {
        Outcome outcome = project(fermataFirst, new ProxyProcessor())
                .source("""
                        package app;
                        import java.util.List;
                        @org.immutables.value.Value.Immutable
                        public interface Order {
                            String name();
                            List<Integer> sizes();
                        }
                        """)
                .source("""
                        package app;
                        import dev.fermata.*;
                        class Tasks {
                            @Task(id = "t") ImmutableOrder run(ImmutableOrder order) {
                                var bigger = ImmutableOrder.builder().from(order).addSizes(charge(order)).build();
                                for (int size : bigger.sizes()) { bigger = bigger.withSizes(size, charge(bigger)); }
                                return bigger;
                            }
                            @Step int charge(Order order) { return order.sizes().size(); }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated())
                .contains("app/ImmutableOrder.class", "app/Tasks$run.class", "app/TasksClient.class");
    }

    @Test
    void aTaskOfANamedModuleUsesWhatIsGeneratedIntoIt() {
        Outcome outcome = project(false, new MappingProcessor())
                .moduleNamed("fermata.annotations", dev.fermata.Task.class)
                .moduleNamed("org.mapstruct", org.mapstruct.Mapper.class)
                .moduleNamed("org.jspecify", org.jspecify.annotations.NullMarked.class)
                .source("module app { requires fermata.annotations; requires org.mapstruct;"
                        + " requires java.compiler; exports app; }")
                .source("package app; public record Order(int size) { }")
                .source("package app; public record OrderDto(long size) { }")
                .source(
                        "package app; @org.mapstruct.Mapper public interface OrderMapper { OrderDto toDto(Order order); }")
                .source("""
                        package app;
                        import dev.fermata.*;
                        public class Tasks {
                            private static final OrderMapper MAPPER = new OrderMapperImpl();
                            @Task(id = "t") public long run(Order order) {
                                var dto = MAPPER.toDto(order);
                                return charge(dto) + dto.size();
                            }
                            @Step long charge(OrderDto dto) { return dto.size(); }
                        }
                        """)
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(outcome.generated()).contains("app/OrderMapperImpl.class", "app/Tasks$run.class");
    }

    private Project project(boolean fermataFirst, Processor other) {
        Project project = new Project(directory).lenient();
        FermataProcessor fermata = new FermataProcessor();
        return fermataFirst ? project.processors(fermata, other) : project.processors(other, fermata);
    }
}
