package dev.fermata.processor.liveness;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.ControlFlowGraph;
import dev.fermata.processor.graph.Instruction;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each variable is kept: a field of the machine when it outlives one state, otherwise a local of that state. Two
 * variables of the same name and type are never in scope together, so they share a field.
 */
public final class SlotPlan {

    private final Map<String, Variable> fields = new LinkedHashMap<>();
    private final Set<String> taken;

    private final Set<String> repeated;

    private SlotPlan(Set<String> reserved, Set<String> repeated) {
        this.repeated = repeated;
        taken = new HashSet<>(reserved);
    }

    /**
     * @param reserved identifiers of the user's text that a field of the machine must not hide
     * @param repeated names that copied text may declare although a local of the state has had them
     */
    public static SlotPlan of(ControlFlowGraph graph, Liveness liveness, Set<String> reserved, Set<String> repeated) {
        SlotPlan plan = new SlotPlan(reserved, repeated);
        Map<Block, Set<Variable>> mentioned = new LinkedHashMap<>();
        for (Block block : graph.blocks()) {
            mentioned.put(block, mentioned(block));
        }
        plan.decide(graph, liveness, mentioned);
        Set<Variable> all = new LinkedHashSet<>(graph.parameters());
        if (graph.result() != null) {
            all.add(graph.result());
        }
        mentioned.values().forEach(all::addAll);
        all.stream().filter(Variable::field).forEach(plan::nameField);
        mentioned.values().forEach(plan::nameLocals);
        return plan;
    }

    /** One variable for each field, in order of first use. */
    public List<Variable> fields() {
        return new ArrayList<>(fields.values());
    }

    private void decide(ControlFlowGraph graph, Liveness liveness, Map<Block, Set<Variable>> mentioned) {
        Map<Variable, Integer> blocks = new HashMap<>();
        for (Block block : graph.blocks()) {
            liveness.live(block).forEach(Variable::makeField);
            for (Variable variable : block.region() == null
                    ? Set.<Variable>of()
                    : Set.of(block.region().exception())) {
                variable.makeField();
            }
            for (Variable variable : mentioned.getOrDefault(block, Set.of())) {
                if (blocks.merge(variable, 1, Integer::sum) > 1 || !declaredFirst(block, variable)) {
                    variable.makeField();
                }
            }
        }
    }

    /** Whether the block gives the variable its declaration before any other text mentions it. */
    private static boolean declaredFirst(Block block, Variable variable) {
        for (Instruction instruction : block.instructions()) {
            if (instruction.code() != null && instruction.code().mentioned().contains(variable)) {
                return false;
            }
            if (instruction.target() == variable) {
                return true;
            }
        }
        return false;
    }

    private static Set<Variable> mentioned(Block block) {
        Set<Variable> mentioned = new LinkedHashSet<>();
        for (Instruction instruction : block.instructions()) {
            if (instruction.target() != null) {
                mentioned.add(instruction.target());
            }
            if (instruction.code() != null) {
                mentioned.addAll(instruction.code().mentioned());
            }
        }
        Terminator end = block.end();
        if (end.code() != null) {
            mentioned.addAll(end.code().mentioned());
        }
        if (end instanceof Terminator.Suspend suspend && suspend.suspension().result() != null) {
            mentioned.add(suspend.suspension().result());
        } else if (end instanceof Terminator.Dispatch dispatch) {
            mentioned.add(dispatch.completion());
        }
        if (block.region() != null) {
            mentioned.add(block.region().exception());
        }
        return mentioned;
    }

    private void nameField(Variable variable) {
        String slot = variable.name() + ' ' + variable.typeText();
        Variable shared = fields.get(slot);
        if (shared == null) {
            variable.nameInJava(free(identifier(variable.name())));
            fields.put(slot, variable);
        } else {
            variable.nameInJava(shared.javaName());
        }
    }

    private void nameLocals(Set<Variable> ofOneBlock) {
        Set<String> here = new HashSet<>();
        for (Variable variable : ofOneBlock) {
            if (!variable.field()) {
                String name = identifier(variable.name());
                for (int i = 2; taken.contains(name) || repeated.contains(name) || !here.add(name); i++) {
                    name = identifier(variable.name()) + "$" + i;
                }
                variable.nameInJava(name);
            }
        }
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "$" + i;
        }
        return name;
    }

    private static String identifier(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            text.append(Character.isJavaIdentifierPart(name.charAt(i)) ? name.charAt(i) : '$');
        }
        return name.startsWith("$") || name.equals("return") ? "v$" + text : text.toString();
    }
}
