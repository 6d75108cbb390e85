package dev.fermata.processor.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Instructions that run without a branch; one state of the machine. Compared by identity. */
public final class Block {

    private final @Nullable Region region;
    private final List<Instruction> instructions = new ArrayList<>();
    private @Nullable Terminator end;
    private int endLine;
    private int number = -1;

    public Block(@Nullable Region region) {
        this.region = region;
    }

    public @Nullable Region region() {
        return region;
    }

    public List<Instruction> instructions() {
        return instructions;
    }

    /** Whether instructions may still be added. */
    public boolean open() {
        return end == null;
    }

    public void end(Terminator terminator, int line) {
        end = terminator;
        endLine = line;
    }

    public Terminator end() {
        if (end == null) {
            throw new IllegalStateException("A block without an end");
        }
        return end;
    }

    /** Line of the user's file the end is printed on; 0 when it has no text of the user's. */
    public int endLine() {
        return endLine;
    }

    /** The number of the state. */
    public int number() {
        return number;
    }

    public void number(int value) {
        number = value;
    }

    public boolean suspends() {
        return end instanceof Terminator.Suspend;
    }

    /** Line of the first text of the user's; 0 when there is none. */
    public int firstLine() {
        int first = endLine;
        for (Instruction instruction : instructions) {
            if (instruction.line() > 0 && (first == 0 || instruction.line() < first)) {
                first = instruction.line();
            }
        }
        return first;
    }

    int lastLine() {
        int last = 0;
        for (Instruction instruction : instructions) {
            last = Math.max(last, instruction.line());
        }
        return last;
    }

    /** Every block that may come next, the handler included. */
    public Set<Block> successors() {
        Set<Block> successors = new LinkedHashSet<>(end().successors());
        for (Instruction instruction : instructions) {
            if (instruction.code() != null) {
                successors.addAll(instruction.code().targets());
            }
        }
        if (region != null) {
            successors.add(region.handler());
        }
        return successors;
    }

    void retarget(UnaryOperator<Block> change) {
        for (Instruction instruction : instructions) {
            if (instruction.code() != null) {
                instruction.code().retarget(change);
            }
        }
        end = end().retarget(change);
    }

    /** Takes over the instructions and the end of the only block that follows. */
    void absorb(Block next) {
        instructions.addAll(next.instructions);
        end = next.end;
        endLine = next.endLine;
    }
}
