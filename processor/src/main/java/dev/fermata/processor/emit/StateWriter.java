package dev.fermata.processor.emit;

import dev.fermata.processor.graph.Block;
import dev.fermata.processor.graph.Code;
import dev.fermata.processor.graph.Instruction;
import dev.fermata.processor.graph.Route;
import dev.fermata.processor.graph.Suspension;
import dev.fermata.processor.graph.Terminator;
import dev.fermata.processor.graph.Variable;
import dev.fermata.processor.model.Suspensions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Writes one method for each state: it runs the state's text and returns the number of the next state. A suspending state
 * has the method that performs its call instead.
 */
final class StateWriter {

    /** The bean as its class. */
    private static final String SELF = "$self";

    private final LineLayout out;

    StateWriter(LineLayout out) {
        this.out = out;
    }

    void write(Block block) {
        if (block.end() instanceof Terminator.Suspend suspend) {
            call(block, suspend.suspension());
        } else {
            state(block);
        }
    }

    private void state(Block block) {
        out.at(block.firstLine()).add(" private int $s" + block.number() + "() throws Throwable {");
        Set<Variable> declared = new HashSet<>();
        for (Instruction instruction : block.instructions()) {
            instruction(instruction, declared);
        }
        Terminator end = block.end();
        Code code = end.code();
        out.at(block.endLine()).add(code == null ? " " : " " + CodeText.leading(code));
        out.add(end(end) + " }");
    }

    private void instruction(Instruction instruction, Set<Variable> declared) {
        Variable target = instruction.target();
        Code code = instruction.code();
        if (code == null) {
            if (target != null && !target.field() && declared.add(target)) {
                out.at(instruction.line()).add(" " + target.typeText() + " " + target.javaName() + ";");
            }
            return;
        }
        out.at(instruction.line()).add(" " + CodeText.leading(code));
        String text = CodeText.of(code, SELF);
        if (target == null) {
            out.add(instruction.guarded() ? "if (true) { " + text + " }" : text);
        } else {
            boolean first = !target.field() && declared.add(target);
            out.add((first ? target.typeText() + " " : "") + target.javaName() + " = " + text + ";");
        }
    }

    private static String end(Terminator end) {
        if (end instanceof Terminator.Goto onward) {
            return "return " + onward.next().number() + ";";
        }
        if (end instanceof Terminator.Branch branch) {
            return "return (" + CodeText.of(branch.code(), SELF) + ") ? "
                    + branch.yes().number() + " : " + branch.no().number() + ";";
        }
        if (end instanceof Terminator.Leave leave) {
            return CodeText.of(leave.code(), SELF);
        }
        if (end instanceof Terminator.Throw failure) {
            return "throw " + CodeText.of(failure.code(), SELF) + ";";
        }
        if (end instanceof Terminator.Dispatch dispatch) {
            return dispatch(dispatch);
        }
        return "return " + MachineTables.DONE + ";";
    }

    private static String dispatch(Terminator.Dispatch dispatch) {
        StringBuilder text =
                new StringBuilder("switch (" + dispatch.completion().javaName() + ") {");
        for (Map.Entry<String, Block> target : dispatch.targets().entrySet()) {
            text.append(" case \"" + target.getKey() + "\": return "
                    + target.getValue().number() + ";");
        }
        return text + " default: throw new IllegalStateException("
                + dispatch.completion().javaName() + "); }";
    }

    private void call(Block block, Suspension suspension) {
        Code call = suspension.call();
        out.at(suspension.line());
        if (suspension.route() instanceof Route.None) {
            String type = suspension.kind() == Suspensions.Kind.SLEEP ? "java.time.Duration" : "Object";
            out.add(" private " + type + " $call" + block.number() + "() { return " + CodeText.of(call, SELF) + "; }");
            return;
        }
        if (!(suspension.route() instanceof Route.Step step)) {
            return;
        }
        out.add(" private Object $call" + block.number() + "() throws Throwable { " + CodeText.leading(call));
        @Nullable String proxied = step.proxied();
        if (proxied != null && call.parts().contains(new Code.Bean())) {
            String bean = "((" + proxied + ") $bean)";
            out.add("if ($bean != $self && $bean instanceof " + proxied + ") { " + perform(suspension, bean) + "} ");
        }
        out.add(perform(suspension, SELF) + "}");
    }

    private static String perform(Suspension suspension, String bean) {
        String text = CodeText.of(suspension.call(), bean);
        return suspension.method().getReturnType().getKind() == TypeKind.VOID
                ? text + "; return null; "
                : "return " + text + "; ";
    }
}
