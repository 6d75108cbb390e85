package dev.fermata.testing.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the compiler warns of is true: the harness fails for it. */
class LostSharingTest {

    @Test
    void valuesComparedByIdentityDifferAfterARestart() {
        Compilation compilation = compile("""
                Line one = line(n);
                Line two = one;
                s(1);
                return one == two ? "one" : "two";
                """);

        assertThat(compilation.warnings()).containsExactly("FERMATA-1026");
        assertMismatch(compilation);
    }

    @Test
    void anObjectOfAFieldIsACopyAfterARestart() {
        Compilation compilation = compile("""
                List<Integer> mine = kept;
                s(1);
                mine.add(n);
                return "" + kept;
                """);

        assertThat(compilation.warnings()).containsExactly("FERMATA-1027");
        assertMismatch(compilation);
    }

    @Test
    void whatVariablesShareWithOneAnotherIsKeptWithoutAWarning() {
        Compilation compilation = compile("""
                List<Integer> mine = new ArrayList<>(kept);
                List<Integer> same = mine;
                Map<String, List<Integer>> byName = Map.of("x", mine);
                s(1);
                mine.add(n);
                return "" + same + byName + (same == mine);
                """);

        assertThat(compilation.warnings()).isEmpty();
        assertThat(TaskUnderTest.allOf(compilation).get(0).check()).isPositive();
    }

    private static void assertMismatch(Compilation compilation) {
        TaskUnderTest task = TaskUnderTest.allOf(compilation).get(0);
        assertThatThrownBy(task::check).isInstanceOf(AssertionError.class).hasMessageContaining("plain:");
    }

    private static Compilation compile(String body) {
        return Compilation.of(Map.of("app/Sharing.java", """
                package app;

                import dev.fermata.*;
                import dev.fermata.testing.differential.Trace;
                import java.util.*;

                public class Sharing {
                    public record Line(int count) {}

                    private final List<Integer> kept = new ArrayList<>();

                    @Step public int s(int n) {
                        Trace.step("s", n);
                        return n;
                    }

                    @Step public Line line(int n) {
                        Trace.step("line", n);
                        return new Line(n);
                    }

                    @Task(id = "sharing") public String run(int n) {
                        %s
                    }
                }
                """.formatted(body)), 17);
    }
}
