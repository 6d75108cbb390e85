package dev.fermata.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.fermata.testing.differential.Compilation;
import dev.fermata.testing.differential.TaskUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Mistakes planted in a copy of the compiler. Each still compiles the named task, and the harness tells that what it does
 * is not what the method does.
 */
class PlantedFaultsTest {

    /**
     * @param name what the compiler does wrong
     * @param task one of the corpus that shows it
     */
    private record Fault(String name, String file, String right, String wrong, String task) {}

    private static final List<Fault> FAULTS = List.of(
            new Fault(
                    "a live variable is dropped before a call",
                    "liveness/Liveness.java",
                    "return both(live(block), at(assigned, block));",
                    "List<Variable> some = both(live(block), at(assigned, block));"
                            + " return some.subList(0, Math.max(0, some.size() - 1));",
                    "loops.for"),
            new Fault(
                    "a live variable is dropped after a call",
                    "liveness/Liveness.java",
                    "return both(live(end.next()), known);",
                    "List<Variable> some = both(live(end.next()), known);"
                            + " return some.subList(0, Math.max(0, some.size() - 1));",
                    "straight.sequence"),
            new Fault(
                    "what only a handler reads is not live",
                    "liveness/Liveness.java",
                    "if (variable != block.region().exception()) {",
                    "if (set.contains(variable)) {",
                    "exceptions.read-only-by-the-handler"),
            new Fault(
                    "a frame of a failed call holds only the failure",
                    "liveness/Liveness.java",
                    "return both(live(block.region().handler()), known);",
                    "return List.of(block.region().exception());",
                    "exceptions.compensation"),
            new Fault(
                    "jumps skip finally",
                    "lower/Leaps.java",
                    "if (from == null || from == target.within) {\n            block.end(",
                    "if (target != null) {\n            block.end(",
                    "jumps.return-through-finally"),
            new Fault(
                    "jumps in copied text skip finally",
                    "lower/Leaps.java",
                    "if (from == null || from == target.within) {\n            return Code",
                    "if (target != null) {\n            return Code",
                    "jumps.only-finally-has-a-step"),
            new Fault(
                    "a failure in flight is lost by finally",
                    "lower/TryLowering.java",
                    "last.continuations().put(\"throw\", rethrow);\n        rethrow.end(new Terminator.Throw(Code.use(exception)), 0);",
                    "last.continuations().put(\"throw\", after.block());",
                    "jls-14.20.2.uncaught-finally-normal"),
            new Fault(
                    "a catch takes everything",
                    "lower/TryLowering.java",
                    "choice.add(\"throw \").add(caught).add(\";\");",
                    "choice.add(\"return \").add(bodies.get(0)).add(\";\");",
                    "jls-14.20.1.no-catch-matches"),
            new Fault(
                    "operands are evaluated late",
                    "lower/EvaluationOrder.java",
                    "boolean save = i < last && (operand.unboxed() != null || !movable(operand.path(), later));",
                    "boolean save = everything && i < last;",
                    "jls-15.7.1.left-plain-right-step"),
            new Fault(
                    "a later assignment to an operand is overlooked",
                    "lower/EvaluationOrder.java",
                    ".noneMatch(other -> AssignedVariables.of(source, other).contains(element))",
                    ".noneMatch(other -> other == null)",
                    "assign.old-value-read-before-two-steps"),
            new Fault(
                    "the null check of unboxing is late",
                    "lower/EvaluationOrder.java",
                    "boolean save = i < last && (operand.unboxed() != null || !movable(operand.path(), later));",
                    "boolean save = i < last && !movable(operand.path(), later);",
                    "boxing.null-local-before-a-step"),
            new Fault(
                    "compound assignment reads the old value late",
                    "lower/AssignmentLowering.java",
                    "if (!late || unchanged) {",
                    "if (!late || type != null) {",
                    "jls-15.26.2.element-value-is-saved"),
            new Fault(
                    "a capture is reused",
                    "lower/SourceSplicer.java",
                    "String alias = capturing == null ? null : aliases.alias(variable, capturing, lowering.nextAlias());",
                    "String alias = null;",
                    "captures.lambda-kept-elsewhere"),
            new Fault(
                    "both sides of && are evaluated",
                    "lower/ExpressionLowering.java",
                    "and ? second : yes, and ? no : second);",
                    "second, second);",
                    "short.and"),
            new Fault(
                    "a case never falls through",
                    "lower/SwitchLowering.java",
                    "flow.go(i + 1 < cases.size() ? bodies.get(i + 1) : end);",
                    "flow.go(end);",
                    "switch.fall-through"),
            new Fault(
                    "continue skips the update of a for loop",
                    "lower/LoopLowering.java",
                    "body(path, label, loop.getStatement(), end, update);",
                    "body(path, label, loop.getStatement(), end, head);",
                    "jumps.continue-through-finally"),
            new Fault(
                    "an array that is reassigned is walked on",
                    "lower/LoopLowering.java",
                    "&& !AssignedVariables.of(source, TaskSource.sub(path, loop.getStatement()))\n"
                            + "                        .contains(element)) {",
                    "&& loop != null) {",
                    "foreach.array-variable-reassigned-during-loop"),
            new Fault(
                    "a caller's frame forgets what it needs after the helper",
                    "liveness/Liveness.java",
                    "Set<Variable> needed = new LinkedHashSet<>(live(end.next()));",
                    "Set<Variable> needed = new LinkedHashSet<>();",
                    "helpers.in-expression"),
            new Fault(
                    "a caller's frame forgets what its handler reads",
                    "liveness/Liveness.java",
                    "needed.addAll(handled);",
                    "needed.addAll(Set.of());",
                    "places.read-only-by-the-handler"),
            new Fault(
                    "a helper's arguments are not converted",
                    "lower/HelperLowering.java",
                    "return type.getKind().isPrimitive() || function",
                    "return function",
                    "places.overloads"),
            new Fault(
                    "every branch gets the first item",
                    "lower/BranchLowering.java",
                    ".add(\".get($branch)}\")",
                    ".add(\".get(0)}\")",
                    "forks.map"));

    @TestFactory
    Stream<DynamicTest> plantedFaultIsNoticed() {
        return FAULTS.stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertNoticed(fault)));
    }

    private static void assertNoticed(Fault fault) {
        Processor faulty = FaultyProcessor.with(fault.file(), fault.right(), fault.wrong());
        Corpus.File file = Corpus.ALL.files().stream()
                .filter(one -> one.source().taskIds().contains(fault.task()))
                .findFirst()
                .orElseThrow();
        Compilation compilation =
                Compilation.of(file.source().only(fault.task()::equals), file.release(), List.of(faulty));
        assertThat(compilation.errors()).as(compilation::describe).isEmpty();
        TaskUnderTest task = TaskUnderTest.allOf(compilation).get(0);
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(60), task::check))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(fault.task() + "(");
    }
}
