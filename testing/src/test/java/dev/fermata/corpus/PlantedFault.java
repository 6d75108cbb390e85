package dev.fermata.corpus;

import java.util.List;
import javax.annotation.processing.Processor;

/**
 * A mistake planted in a copy of the compiler.
 *
 * @param name what the compiler does wrong
 * @param file the source of the compiler that is changed, with {@code wrong} in place of {@code right}
 * @param task one of the corpus that shows it
 */
public record PlantedFault(String name, String file, String right, String wrong, String task) {

    /** The ones that tests have to notice. */
    public static final List<PlantedFault> ALL = List.of(
            new PlantedFault(
                    "a live variable is dropped before a call",
                    "liveness/Liveness.java",
                    "return both(live(block), at(assigned, block));",
                    "List<Variable> some = both(live(block), at(assigned, block));"
                            + " return some.subList(0, Math.max(0, some.size() - 1));",
                    "loops.for"),
            new PlantedFault(
                    "a live variable is dropped after a call",
                    "liveness/Liveness.java",
                    "return both(live(end.next()), known);",
                    "List<Variable> some = both(live(end.next()), known);"
                            + " return some.subList(0, Math.max(0, some.size() - 1));",
                    "straight.sequence"),
            new PlantedFault(
                    "what only a handler reads is not live",
                    "liveness/Liveness.java",
                    "if (variable != block.region().exception()) {",
                    "if (set.contains(variable)) {",
                    "exceptions.read-only-by-the-handler"),
            new PlantedFault(
                    "a frame of a failed call holds only the failure",
                    "liveness/Liveness.java",
                    "return both(live(block.region().handler()), known);",
                    "return List.of(block.region().exception());",
                    "exceptions.compensation"),
            new PlantedFault(
                    "jumps skip finally",
                    "lower/Leaps.java",
                    "if (from == null || from == target.within) {\n            block.end(",
                    "if (target != null) {\n            block.end(",
                    "jumps.return-through-finally"),
            new PlantedFault(
                    "jumps in copied text skip finally",
                    "lower/Leaps.java",
                    "if (from == null || from == target.within) {\n            return Code",
                    "if (target != null) {\n            return Code",
                    "jumps.only-finally-has-a-step"),
            new PlantedFault(
                    "a failure in flight is lost by finally",
                    "lower/TryLowering.java",
                    "last.continuations().put(\"throw\", rethrow);\n        rethrow.end(new Terminator.Throw(Code.use(exception)), 0);",
                    "last.continuations().put(\"throw\", after.block());",
                    "jls-14.20.2.uncaught-finally-normal"),
            new PlantedFault(
                    "a catch takes everything",
                    "lower/TryLowering.java",
                    "choice.add(\"throw \").add(caught).add(\";\");",
                    "choice.add(\"return \").add(bodies.get(0)).add(\";\");",
                    "jls-14.20.1.no-catch-matches"),
            new PlantedFault(
                    "operands are evaluated late",
                    "lower/EvaluationOrder.java",
                    "boolean save = i < last && (operand.unboxed() != null || !movable(operand.path(), later));",
                    "boolean save = everything && i < last;",
                    "jls-15.7.1.left-plain-right-step"),
            new PlantedFault(
                    "a later assignment to an operand is overlooked",
                    "lower/EvaluationOrder.java",
                    ".noneMatch(other -> AssignedVariables.of(source, other).contains(element))",
                    ".noneMatch(other -> other == null)",
                    "assign.old-value-read-before-two-steps"),
            new PlantedFault(
                    "the null check of unboxing is late",
                    "lower/EvaluationOrder.java",
                    "boolean save = i < last && (operand.unboxed() != null || !movable(operand.path(), later));",
                    "boolean save = i < last && !movable(operand.path(), later);",
                    "boxing.null-local-before-a-step"),
            new PlantedFault(
                    "compound assignment reads the old value late",
                    "lower/AssignmentLowering.java",
                    "if (!late || unchanged) {",
                    "if (!late || type != null) {",
                    "jls-15.26.2.element-value-is-saved"),
            new PlantedFault(
                    "a capture is reused",
                    "lower/SourceSplicer.java",
                    "String alias = capturing == null ? null : aliases.alias(variable, capturing, lowering.nextAlias());",
                    "String alias = null;",
                    "captures.lambda-kept-elsewhere"),
            new PlantedFault(
                    "both sides of && are evaluated",
                    "lower/ExpressionLowering.java",
                    "and ? second : yes, and ? no : second);",
                    "second, second);",
                    "short.and"),
            new PlantedFault(
                    "a case never falls through",
                    "lower/SwitchLowering.java",
                    "flow.go(i + 1 < cases.size() ? bodies.get(i + 1) : end);",
                    "flow.go(end);",
                    "switch.fall-through"),
            new PlantedFault(
                    "continue skips the update of a for loop",
                    "lower/LoopLowering.java",
                    "body(path, label, loop.getStatement(), end, update);",
                    "body(path, label, loop.getStatement(), end, head);",
                    "jumps.continue-through-finally"),
            new PlantedFault(
                    "an array that is reassigned is walked on",
                    "lower/LoopLowering.java",
                    "&& !AssignedVariables.of(source, TaskSource.sub(path, loop.getStatement()))\n"
                            + "                        .contains(element)) {",
                    "&& loop != null) {",
                    "foreach.array-variable-reassigned-during-loop"));

    /** Those of machines that call machines. */
    public static final List<PlantedFault> NESTED = List.of(
            new PlantedFault(
                    "a caller's frame forgets what it needs after the helper",
                    "liveness/Liveness.java",
                    "Set<Variable> needed = new LinkedHashSet<>(live(end.next()));",
                    "Set<Variable> needed = new LinkedHashSet<>();",
                    "helpers.in-expression"),
            new PlantedFault(
                    "a caller's frame forgets what its handler reads",
                    "liveness/Liveness.java",
                    "needed.addAll(handled);",
                    "needed.addAll(Set.of());",
                    "places.read-only-by-the-handler"),
            new PlantedFault(
                    "a helper's arguments are not converted",
                    "lower/HelperLowering.java",
                    "return type.getKind().isPrimitive() || function",
                    "return function",
                    "places.overloads"),
            new PlantedFault(
                    "every branch gets the first item",
                    "lower/BranchLowering.java",
                    ".add(\".get($branch)}\")",
                    ".add(\".get(0)}\")",
                    "forks.map"),
            new PlantedFault(
                    "every branch runs the body of the first",
                    "emit/CalleeWriter.java",
                    "made(branches.machines().get(i), ",
                    "made(branches.machines().get(0), ",
                    "forks.all"),
            new PlantedFault(
                    "the bound of a fork is evaluated before its items",
                    "lower/BranchLowering.java",
                    "if (!lowering.order.movable(items, List.of(bound))) {",
                    "if (bound == null) {",
                    "forks.map-bound-is-evaluated-after-the-items"),
            new PlantedFault(
                    "a value that is saved is made again after a crash",
                    "lower/CallLowering.java",
                    "return lowering.order.save(value.getLeaf(), type, lowering.expressions.value(value), path);",
                    "return type == null ? null : lowering.expressions.value(value);",
                    "forks.saved-values"));

    /** A compiler with the mistake. */
    public Processor processor() {
        return FaultyProcessor.with(file, right, wrong);
    }
}
