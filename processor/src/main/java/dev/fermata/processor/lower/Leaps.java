package dev.fermata.processor.lower;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Instruction;
import dev.fermata.processor.graph.Region;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Name;
import org.jspecify.annotations.Nullable;

/**
 * What {@code break}, {@code continue}, {@code yield} and {@code return} go to, and the {@code finally} blocks they run
 * on the way. A leap out of a {@code finally}'s statement stores a name for where it is going and enters the block; its
 * end goes on from there. Names, never state numbers, because frames outlive builds.
 */
final class Leaps {

    /** What a statement can be left or repeated by. */
    private enum Kind {
        LOOP,
        SWITCH,
        LABELLED,
        YIELDING
    }

    /** Where a leap goes. {@code within} is the innermost {@code finally} that encloses the destination too. */
    record Target(String name, Block block, @Nullable Finally within) {}

    private record Scope(
            Kind kind,
            @Nullable String label,
            Target leave,
            @Nullable Target repeat,
            @Nullable Variable result) {}

    /** A {@code finally} block in force. */
    static final class Finally {

        private final @Nullable Finally outer;
        private final @Nullable Region around;
        private final Variable completion;
        private final Variable exception;
        private final Block entry;
        private final Map<String, Block> continuations = new LinkedHashMap<>();

        Finally(@Nullable Finally outer, @Nullable Region around, Variable completion, Variable exception) {
            this.outer = outer;
            this.around = around;
            this.completion = completion;
            this.exception = exception;
            this.entry = new Block(around);
        }

        Block entry() {
            return entry;
        }

        Variable completion() {
            return completion;
        }

        Variable exception() {
            return exception;
        }

        Map<String, Block> continuations() {
            return continuations;
        }
    }

    private final FlowBuilder flow;
    private final Block exit;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private @Nullable Finally current;

    Leaps(FlowBuilder flow, Block exit) {
        this.flow = flow;
        this.exit = exit;
    }

    @Nullable
    Finally current() {
        return current;
    }

    void current(@Nullable Finally value) {
        current = value;
    }

    void loop(@Nullable String label, String path, Block leave, Block repeat, Runnable body) {
        inside(
                new Scope(
                        Kind.LOOP,
                        label,
                        new Target("break " + path, leave, current),
                        new Target("continue " + path, repeat, current),
                        null),
                body);
    }

    void switching(String path, Block leave, Runnable body) {
        inside(new Scope(Kind.SWITCH, null, new Target("break " + path, leave, current), null, null), body);
    }

    void labelled(String label, String path, Block leave, Runnable body) {
        inside(new Scope(Kind.LABELLED, label, new Target("break " + path, leave, current), null, null), body);
    }

    void yielding(String path, Block leave, Variable result, Runnable body) {
        inside(new Scope(Kind.YIELDING, null, new Target("yield " + path, leave, current), null, result), body);
    }

    private void inside(Scope scope, Runnable body) {
        scopes.push(scope);
        try {
            body.run();
        } finally {
            scopes.pop();
        }
    }

    Target returning() {
        return new Target("return", exit, null);
    }

    Target breaking(@Nullable Name label) {
        for (Scope scope : scopes) {
            if (label == null
                    ? scope.kind == Kind.LOOP || scope.kind == Kind.SWITCH
                    : label.toString().equals(scope.label)) {
                return scope.leave;
            }
        }
        throw new IllegalStateException("break outside of everything");
    }

    Target continuing(@Nullable Name label) {
        for (Scope scope : scopes) {
            if (scope.repeat != null && (label == null || label.toString().equals(scope.label))) {
                return scope.repeat;
            }
        }
        throw new IllegalStateException("continue outside of a loop");
    }

    private Scope innermostSwitchExpression() {
        return scopes.stream()
                .filter(scope -> scope.kind == Kind.YIELDING)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("yield outside of a switch expression"));
    }

    Target yielding() {
        return innermostSwitchExpression().leave;
    }

    Variable yielded() {
        Variable result = innermostSwitchExpression().result;
        if (result == null) {
            throw new IllegalStateException("A switch expression without a result");
        }
        return result;
    }

    /** Ends the open block by going to {@code target}. */
    void leap(Target target, int line) {
        if (flow.current().open()) {
            leap(flow.current(), target, current, line);
        }
    }

    private void leap(Block block, Target target, @Nullable Finally from, int line) {
        if (from == null || from == target.within) {
            block.end(new Terminator.Goto(target.block), line);
            return;
        }
        Code name = Code.of("\"" + continuation(target, from) + "\"");
        block.instructions().add(new Instruction(from.completion, name, line, false));
        block.instructions().add(new Instruction(from.exception, Code.of("null"), line, false));
        block.end(new Terminator.Goto(from.entry), line);
    }

    /** Statements inside copied text that go to {@code target}. */
    Code leaping(Target target) {
        Finally from = current;
        if (from == null || from == target.within) {
            return Code.of("return ").add(target.block).add(";");
        }
        return new Code()
                .assign(from.completion)
                .add(" = \"" + continuation(target, from) + "\"; ")
                .assign(from.exception)
                .add(" = null; return ")
                .add(from.entry)
                .add(";");
    }

    private String continuation(Target target, Finally from) {
        if (!from.continuations.containsKey(target.name)) {
            Block block = new Block(from.around);
            from.continuations.put(target.name, block);
            leap(block, target, from.outer, 0);
        }
        return target.name;
    }
}
