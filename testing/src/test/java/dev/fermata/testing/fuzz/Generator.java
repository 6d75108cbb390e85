package dev.fermata.testing.fuzz;

import dev.fermata.testing.fuzz.Variable.Use;
import java.util.List;

/**
 * Writes random task classes that compile and end. The same seed and language level give the same text.
 *
 * <p>A program is well typed because every production asks for expressions of a kind, and definitely assigned and
 * reachable because every production knows whether it can complete normally. It ends because each loop has a counter that
 * nothing else assigns.
 */
final class Generator {

    private Generator() {}

    /** @param release the language level of the program */
    static Program generate(String name, long seed, int release) {
        Plan plan = new Plan(seed, release);
        Grammar grammar = new Grammar();
        while (plan.draw.chance(grammar.helpers.isEmpty() ? 45 : 25)) {
            grammar.helpers.add(plan);
        }
        Scope scope = Scope.task(plan);
        boolean two = plan.draw.chance(40);
        scope.reserve(two ? List.of("n", "m") : List.of("n"));
        scope.declare("n", Kind.INT, plan.draw.chance(50) ? Use.CAPTURED : Use.ASSIGNED);
        if (two) {
            scope.declare("m", Kind.INT, Use.CAPTURED);
        }
        Text body = new Text();
        boolean completes = true;
        for (int i = 2 + plan.draw.below(3); i > 0 && completes; i--) {
            grammar.simple.declaration(scope, body);
        }
        List<Integer> goals = plan.goals();
        int second = 1 + plan.draw.below(2);
        for (int i = 0; i < 4 && completes; i++) {
            if (i == 0 || i == second) {
                completes = grammar.goals.reach(scope, body, goals.get(i == 0 ? 0 : 1));
            }
            if (completes && i == 0) {
                grammar.helpers.calls(scope, body);
            }
            completes = completes && grammar.statements.one(scope, body);
        }
        if (completes) {
            end(grammar, scope, body);
        }
        String text = """
                package %s;

                import static dev.fermata.testing.differential.Trace.t;

                import dev.fermata.*;
                import dev.fermata.testing.differential.Trace;
                import dev.fermata.testing.fuzz.FuzzSteps;
                import java.util.*;
                import java.util.function.*;

                public class %s extends FuzzSteps {

                @Task(id = "%s")
                public %s run(%s) throws Exception {
                %s}
                %s}
                """.formatted(
                        Program.PACKAGE,
                        name,
                        Program.taskId(name),
                        plan.result.type,
                        two ? "int n, int m" : "int n",
                        body,
                        grammar.helpers.text());
        return new Program(name, seed, release, Text.indented(text), plan.sites());
    }

    /** What the variables have become; not of all of them, or none would ever be dead. */
    private static void end(Grammar grammar, Scope scope, Text body) {
        body.line("recall();");
        for (Variable variable : scope.visible()) {
            if (scope.draws(60)) {
                body.line("t(\"" + scope.plan.unique("end") + "\", " + variable.name() + ");");
            }
        }
        grammar.statements.returned(scope, body, 3);
    }
}
