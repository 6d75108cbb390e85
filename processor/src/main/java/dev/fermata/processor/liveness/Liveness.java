package dev.fermata.processor.liveness;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Instruction;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which variables may be read after the entry of each block, and which may have been assigned before it. A variable
 * that is live but cannot have been assigned yet holds nothing and is not saved.
 *
 * <p>Both are computed along exceptional edges too: any instruction of a region may throw.
 */
public final class Liveness {

    private final ControlFlowGraph graph;
    private final Map<Block, Set<Variable>> live = new HashMap<>();
    private final Map<Block, Set<Variable>> assigned = new HashMap<>();

    private Liveness(ControlFlowGraph graph) {
        this.graph = graph;
    }

    public static Liveness of(ControlFlowGraph graph) {
        Liveness liveness = new Liveness(graph);
        for (Block block : graph.blocks()) {
            liveness.live.put(block, new LinkedHashSet<>());
            liveness.assigned.put(block, new LinkedHashSet<>());
        }
        liveness.solveLive();
        liveness.solveAssigned();
        return liveness;
    }

    /** Variables that may be read once {@code block} is entered. */
    public Set<Variable> live(Block block) {
        return at(live, block);
    }

    /** What a frame holds when the run stands before the suspension that ends {@code block}. */
    public List<Variable> before(Block block) {
        return both(live(block), at(assigned, block));
    }

    /** What a frame holds while a helper is at work there: what its return or its failure will need. */
    public List<Variable> inside(Block block, Terminator.Suspend end) {
        Set<Variable> needed = new LinkedHashSet<>(live(end.next()));
        if (end.suspension().result() != null) {
            needed.remove(end.suspension().result());
        }
        if (block.region() != null) {
            Set<Variable> handled = new LinkedHashSet<>(live(block.region().handler()));
            handled.remove(block.region().exception());
            needed.addAll(handled);
        }
        needed.addAll(end.suspension().kept());
        return both(needed, at(assigned, block));
    }

    /** Parameters that may be read. */
    public List<Variable> parameters() {
        return both(live(graph.entry()), Set.copyOf(graph.parameters()));
    }

    /** What a frame holds when that suspension has returned. */
    public List<Variable> after(Block block, Terminator.Suspend end) {
        Set<Variable> known = new LinkedHashSet<>(at(assigned, block));
        if (end.suspension().result() != null) {
            known.add(end.suspension().result());
        }
        return both(live(end.next()), known);
    }

    /** What a frame holds when that suspension has thrown into the region of {@code block}. */
    public List<Variable> threw(Block block) {
        if (block.region() == null) {
            throw new IllegalArgumentException("The block has no handler");
        }
        Set<Variable> known = new LinkedHashSet<>(at(assigned, block));
        known.add(block.region().exception());
        return both(live(block.region().handler()), known);
    }

    private static List<Variable> both(Set<Variable> one, Set<Variable> other) {
        List<Variable> both = new ArrayList<>(one);
        both.retainAll(other);
        both.removeIf(variable -> !variable.stored());
        return both;
    }

    private static Set<Variable> at(Map<Block, Set<Variable>> map, Block block) {
        Set<Variable> set = map.get(block);
        if (set == null) {
            throw new IllegalArgumentException("The block is not part of the graph");
        }
        return set;
    }

    private void solveLive() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = graph.blocks().size() - 1; i >= 0; i--) {
                Block block = graph.blocks().get(i);
                Set<Variable> entry = liveAtEntry(block);
                if (!entry.equals(live(block))) {
                    live.put(block, entry);
                    changed = true;
                }
            }
        }
    }

    private Set<Variable> liveAtEntry(Block block) {
        Set<Variable> set = new LinkedHashSet<>();
        for (Block next : block.successors()) {
            if (block.region() == null || next != block.region().handler()) {
                set.addAll(live(next));
            }
        }
        Terminator end = block.end();
        if (end instanceof Terminator.Suspend suspend) {
            Suspension suspension = suspend.suspension();
            if (suspension.result() != null) {
                set.remove(suspension.result());
            }
        } else if (end instanceof Terminator.Dispatch dispatch) {
            set.add(dispatch.completion());
        } else if (end instanceof Terminator.Exit && graph.result() != null) {
            set.add(graph.result());
        }
        if (end.code() != null) {
            set.addAll(end.code().read());
        }
        for (int i = block.instructions().size() - 1; i >= 0; i--) {
            Instruction instruction = block.instructions().get(i);
            if (instruction.target() != null) {
                set.remove(instruction.target());
            }
            if (instruction.code() != null) {
                set.addAll(instruction.code().read());
            }
        }
        if (block.region() != null) {
            for (Variable variable : live(block.region().handler())) {
                if (variable != block.region().exception()) {
                    set.add(variable);
                }
            }
        }
        return set;
    }

    private void solveAssigned() {
        at(assigned, graph.entry()).addAll(graph.parameters());
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks()) {
                changed |= flow(block);
            }
        }
    }

    private boolean flow(Block block) {
        Set<Variable> exit = new LinkedHashSet<>(at(assigned, block));
        Set<Variable> anywhere = new LinkedHashSet<>(exit);
        for (Instruction instruction : block.instructions()) {
            if (instruction.code() != null) {
                exit.addAll(instruction.code().defined());
            }
            if (instruction.target() != null && instruction.code() != null) {
                exit.add(instruction.target());
            } else if (instruction.target() != null) {
                exit.remove(instruction.target());
            }
            anywhere.addAll(exit);
        }
        if (block.end().code() != null) {
            exit.addAll(block.end().code().defined());
            anywhere.addAll(exit);
        }
        boolean changed = false;
        if (block.region() != null) {
            anywhere.add(block.region().exception());
            changed = at(assigned, block.region().handler()).addAll(anywhere);
        }
        if (block.end() instanceof Terminator.Suspend suspend
                && suspend.suspension().result() != null) {
            exit.add(suspend.suspension().result());
        }
        for (Block next : block.successors()) {
            if (block.region() == null || next != block.region().handler()) {
                changed |= at(assigned, next).addAll(exit);
            }
        }
        return changed;
    }
}
