package dev.fermata.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.processor.Project.Outcome;
import dev.fermata.processor.lower.Driver;
import dev.fermata.processor.lower.MachineCompiler;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LombokTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatLombokAddsIsKnownToBodies(boolean lombokFirst) throws Exception {
        PlainMachines machines = new PlainMachines();
        Outcome outcome = project(lombokFirst, machines)
                .source("""
                        package app;
                        import dev.fermata.*;
                        import java.util.List;
                        import lombok.*;
                        import lombok.extern.java.Log;
                        @Log
                        @RequiredArgsConstructor
                        @FieldDefaults(level = AccessLevel.PRIVATE, makeFinal = true)
                        class Tasks {
                            @Value @Builder static class Dto { String name; int size; }
                            @Getter enum Color { RED(1), BLUE(2); private final int code; Color(int code) { this.code = code; } }
                            @Builder record Pair(String left, String right) { }
                            Other other; String plain;
                            Tasks(java.util.Map<String, int[]> left, String... right) { this(null, ""); }
                            @Task(id = "t") int run(Dto dto) {
                                val copy = Dto.builder().name(dto.getName()).size(dto.getSize()).build();
                                log.info(other.getWord() + copy);
                                for (final lombok.val word : List.of("a")) { other.setWord(word); }
                                var pair = Pair.builder().left("l").right(plain).build();
                                return Color.RED.getCode() + pair.left().length() + new Tasks(other, plain).hashCode();
                            }
                        }
                        """.replace("import lombok.*;", "import lombok.*; import lombok.experimental.FieldDefaults;"))
                .source("package app; @lombok.Data class Other { private String word; }")
                .compile();
        assertThat(outcome.problems()).isEmpty();
        assertThat(machines.tasks).hasSize(1);
        assertThat(outcome.generated()).contains("app/Tasks$Fermata.class");
        Set<String> privates = machines.tasks.get(0).owner().getEnclosedElements().stream()
                .filter(member -> member.getModifiers().contains(javax.lang.model.element.Modifier.PRIVATE))
                .map(member -> member.getSimpleName().toString())
                .collect(Collectors.toSet());
        assertThat(privates).contains("other", "plain", "log");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void annotationsThatRewriteATaskAreRefusedAtTheirLine(boolean lombokFirst) throws Exception {
        Outcome outcome = project(lombokFirst, new PlainMachines()).source("""
                        package app;
                        import dev.fermata.*;
                        import lombok.*;
                        class Tasks {
                            @Data static class Before { private int x; }
                            @Task(id = "a")
                            @SneakyThrows
                            void sneaky() { throw new Exception(); }
                            @Task(id = "b")
                            @Synchronized
                            void locked() { }
                            @Task(id = "c")
                            void notNull(String a,
                                @NonNull String b) { }
                            @Task(id = "d")
                            void closing() {
                                int x = 0;
                                @Cleanup java.io.StringReader in = new java.io.StringReader("" + x);
                            }
                            @lombok.experimental.ExtensionMethod(Strings.class)
                            static class Extended {
                                @Task(id = "e")
                                void extended() { "a".twice(); }
                            }
                            static class Strings { static String twice(String s) { return s + s; } }
                            @Step @SneakyThrows void fine(@NonNull String s) { throw new Exception(); }
                        }
                        """).compile();
        assertThat(outcome.problems().stream().map(problem -> problem.substring(0, problem.indexOf(": "))))
                .containsExactlyInAnyOrder(
                        "Tasks.java:7 FERMATA-1078",
                        "Tasks.java:10 FERMATA-1078",
                        "Tasks.java:14 FERMATA-1078",
                        "Tasks.java:18 FERMATA-1078",
                        "Tasks.java:23 FERMATA-1078");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusalsStandAtTheUsersWordsAlsoBehindWhatLombokAdds(boolean lombokFirst) throws Exception {
        String source = """
                package app;
                import dev.fermata.*;
                class Tasks {
                    @lombok.Data static class Before { private int x; private String y; }
                    @Task(id = "a") void run(Before before) { before.getX(); Runnable r = () -> charge(before.getY()); }
                    @Step void charge(String s) { }
                }
                """;
        Outcome outcome =
                project(lombokFirst, MachineCompiler::compile).source(source).compile();
        assertThat(outcome.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.getMessage(null)).contains("FERMATA-1003", "(Tasks.java:5)");
            assertThat(source.substring((int) diagnostic.getStartPosition(), (int) diagnostic.getEndPosition()))
                    .isEqualTo("charge(before.getY())");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void privateClassesMayBeLomboks(boolean lombokFirst) throws Exception {
        Outcome outcome =
                project(lombokFirst, MachineCompiler::compile).source("""
                        package app;
                        import dev.fermata.*;
                        import java.util.*;
                        import lombok.*;
                        class Tasks {
                            public final List<String> trace = new ArrayList<>();
                            @Value @Builder private static class Dto { String name; int size; }
                            @Data private static class Count { private int n; private final String of; }
                            @Task(id = "t") String run(int n) {
                                val dto = Dto.builder().name("d" + n).size(n).build();
                                Count count = new Count(dto.getName());
                                count.setN(add(dto.getSize()));
                                int last = add(count.getN());
                                return count + "" + dto + new Dto(count.of, last).name;
                            }
                            @Step int add(int n) { trace.add("add " + n); return n + 1; }
                        }
                        """).compile();
        assertThat(outcome.problems()).isEmpty();
        Driver driver =
                new Driver(Objects.requireNonNull(outcome.load("app.Tasks").getClassLoader()), "app.Tasks", "run");
        assertThat(driver.compiled(false, 2)).isEqualTo(driver.plainly(2));
    }

    private Project project(boolean lombokFirst, MethodCompiler machines) throws Exception {
        Processor lombok = Class.forName("lombok.launch.AnnotationProcessorHider$AnnotationProcessor")
                .asSubclass(Processor.class)
                .getDeclaredConstructor()
                .newInstance();
        FermataProcessor fermata = new FermataProcessor(machines);
        Project project = new Project(directory).lenient();
        return lombokFirst ? project.processors(lombok, fermata) : project.processors(fermata, lombok);
    }
}
