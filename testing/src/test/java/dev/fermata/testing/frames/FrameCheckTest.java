package dev.fermata.testing.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.testing.differential.BuildDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameCheckTest {

    @TempDir
    Path directory;

    @Test
    void itsExitCodeTellsWhetherABuildStrandsRuns() {
        Path committed = directory.resolve("frames");
        assertThat(check(build("one", "first"), committed, "--commit")).startsWith("0 Frames have changed of checked.");
        assertThat(check(build("same", "first"), committed)).startsWith("0 No frames have changed.");
        assertThat(check(build("two", "second"), committed))
                .startsWith("1 Frames have changed of checked.")
                .contains("checked: AFTER 'step#1': it stands after 'step#1', where this build needs 'second' (int)");
    }

    /** The processor writes the manifest, the engine names the variables: they must say the same of every type. */
    @Test
    void aBuildOfManyTypesNeverStrandsItself() {
        Path classes = BuildDirectory.compile(directory, Map.of("app/Types.java", """
                package app;
                import java.util.*;
                import java.util.function.Supplier;
                class Types<T> {
                    static class Outer<A> { record Pair<B, C>(B one, C other) {} static class In {} }
                    enum Size { S }
                    @dev.fermata.Task(id = "types") String run(int n) {
                        int i = n; long[] longs = {n}; String[][] rows = {}; Integer box = n; char c = 'c';
                        Map<String, List<? extends Number>> map = new HashMap<>();
                        Map<Size, Outer.Pair<String, long[]>> pairs = new EnumMap<>(Size.class);
                        List<? super Integer> sink = new ArrayList<>(); List<?> any = List.of(); List raw = new ArrayList();
                        Outer.In in = new Outer.In(); Outer.Pair<Size, Optional<Outer.Pair<int[], String>>> deep = null;
                        record Local(int x) {} Local local = new Local(n);
                        var var = List.of(new Outer.Pair<>(1, "a")); Object open = 1; Comparable<String> text = "a";
                        Map.Entry<String, Integer> entry = Map.entry("a", 1);
                        try { step(); } catch (IllegalStateException | IllegalArgumentException e) { step(); return "" + e; }
                        return "" + i + longs + rows + box + c + map + pairs + sink + any + raw + in + deep + local + var + open
                            + text + entry;
                    }
                    @dev.fermata.Step void step() { }
                }
                """));
        Path committed = directory.resolve("frames");
        FrameManifests built = FrameManifests.of(classes);
        built.commit(committed);

        assertThat(built.compare(committed).strandings()).isEmpty();
        assertThat(committed.resolve("types.frames")).content().contains("deep : app.Types$Outer$Pair<app.Types$Size;");
    }

    @Test
    void whatItDoesNotUnderstandItSays() {
        assertThat(check("--nonsense")).startsWith("2 FERMATA-2405: --nonsense was not understood.");
        assertThat(check("--classes", "x")).startsWith("2 FERMATA-2405");
    }

    private static String check(Path classes, Path committed, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "--classes";
        arguments[1] = classes.toString();
        arguments[2] = "--committed";
        arguments[3] = committed.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return check(arguments);
    }

    private static String check(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = new FrameCheck(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run(arguments);
        return code + " " + bytes.toString(StandardCharsets.UTF_8);
    }

    private Path build(String name, String variable) {
        return BuildDirectory.compile(directory.resolve(name), Map.of("app/Checked.java", """
                package app;
                class Checked {
                    static class Nested {
                        @dev.fermata.Task(id = "checked") int run(int n) { int %1$s = n; step(); return %1$s; }
                        @dev.fermata.Step void step() { }
                    }
                }
                """.formatted(variable)));
    }
}
