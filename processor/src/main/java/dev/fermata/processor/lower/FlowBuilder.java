package dev.fermata.processor.lower;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Instruction;
import dev.fermata.processor.graph.Region;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import org.jspecify.annotations.Nullable;

/** The end of the graph that is being built: the open block, and the region new blocks belong to. */
final class FlowBuilder {

    private Block current = new Block(null);
    private @Nullable Region region;

    Block current() {
        return current;
    }

    @Nullable
    Region region() {
        return region;
    }

    void region(@Nullable Region value) {
        region = value;
    }

    Block block() {
        return new Block(region);
    }

    void begin(Block block) {
        current = block;
    }

    /** Goes on in {@code block}, from where the text so far arrives there. */
    void next(Block block) {
        go(block);
        begin(block);
    }

    void go(Block block) {
        end(new Terminator.Goto(block), 0);
    }

    /** Ends the open block; text after a jump ends nothing. */
    void end(Terminator terminator, int line) {
        if (current.open()) {
            current.end(terminator, line);
        }
    }

    /** Makes sure there is an open block; after a jump it is one that is never reached. */
    void reopen() {
        if (!current.open()) {
            begin(block());
        }
    }

    void declare(Variable variable, int line) {
        current.instructions().add(new Instruction(variable, null, line, false));
    }

    void set(Variable variable, Code value, int line) {
        current.instructions().add(new Instruction(variable, value, line, false));
    }

    void run(Code statement, int line, boolean guarded) {
        current.instructions().add(new Instruction(null, statement, line, guarded));
    }
}
