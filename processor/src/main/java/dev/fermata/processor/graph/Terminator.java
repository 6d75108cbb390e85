package dev.fermata.processor.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a block ends. */
public sealed interface Terminator {

    /** Blocks that may come next, apart from the handler of the region. */
    List<Block> successors();

    /** The code evaluated at the end of the block, if any. */
    default @Nullable Code code() {
        return null;
    }

    Terminator retarget(UnaryOperator<Block> change);

    /** Goes on. */
    record Goto(Block next) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.of(next);
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            return new Goto(change.apply(next));
        }
    }

    /** Goes one of two ways. */
    record Branch(Code code, Block yes, Block no) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.of(yes, no);
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            code.retarget(change);
            return new Branch(code, change.apply(yes), change.apply(no));
        }
    }

    /** Statements that end in {@code return} of a state number, or throw, on every path. */
    record Leave(Code code) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.copyOf(code.targets());
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            code.retarget(change);
            return this;
        }
    }

    /** Throws the value of an expression. */
    record Throw(Code code) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.of();
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            return this;
        }
    }

    /** Hands a suspension to the engine, and goes on when it has returned. Its block has no instructions. */
    record Suspend(Suspension suspension, Block next) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.of(next);
        }

        @Override
        public Code code() {
            return suspension.evaluated();
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            return new Suspend(suspension, change.apply(next));
        }
    }

    /** The end of a {@code finally}: goes where its completion says, by a name that survives recompilation. */
    record Dispatch(Variable completion, Map<String, Block> targets) implements Terminator {
        @Override
        public List<Block> successors() {
            return List.copyOf(targets.values());
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            Map<String, Block> changed = new LinkedHashMap<>();
            targets.forEach((name, block) -> changed.put(name, change.apply(block)));
            return new Dispatch(completion, changed);
        }
    }

    /** The task returns. */
    record Exit() implements Terminator {
        @Override
        public List<Block> successors() {
            return List.of();
        }

        @Override
        public Terminator retarget(UnaryOperator<Block> change) {
            return this;
        }
    }
}
