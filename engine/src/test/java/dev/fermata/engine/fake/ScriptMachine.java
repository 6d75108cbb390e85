package dev.fermata.engine.fake;

import dev.fermata.engine.fake.Script.Kind;
import dev.fermata.engine.fake.Script.Op;
import dev.fermata.engine.fake.Script.Role;
import dev.fermata.machine.Callee;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.ResumePoint.Phase;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A machine that follows a list of operations, as generated code follows its states. */
final class ScriptMachine extends TaskMachine {

    private final Script script;
    private final ScriptTasks bean;

    /** Fields whose generic types the codec reads. */
    String input = "";

    List<String> done = new ArrayList<>();

    @Nullable
    Throwable pending;

    @Nullable
    String result;

    private int pc;
    private ResumePoint at;

    ScriptMachine(Script script, ScriptTasks bean) {
        this.script = script;
        this.bean = bean;
        this.at = script.points().get(0);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void start(@Nullable Object... arguments) {
        if (script.role() == Role.HELPER) {
            done = (List<String>) Objects.requireNonNull(arguments[0]);
            input = (String) Objects.requireNonNull(arguments[1]);
        } else {
            input = (String) Objects.requireNonNull(arguments[0]);
        }
    }

    @Override
    public Transition advance() {
        while (pc < script.ops().size()) {
            Op op = script.ops().get(pc);
            if (op.suspends() && !(op.kind() == Kind.RECUR && input.equals("0"))) {
                at = script.point(op, Phase.BEFORE);
                return suspension(op);
            }
            if (op.kind() == Kind.CODE) {
                try {
                    bean.perform(key(op));
                } catch (Throwable e) {
                    return new Transition.Threw(e);
                }
            } else if (op.kind() == Kind.CATCH) {
                done.add("caught " + pending + suppressed());
                pending = null;
            } else if (op.kind() == Kind.RETHROW && pending != null) {
                return new Transition.Threw(pending);
            }
            pc++;
        }
        return new Transition.Completed(script.role() == Role.HELPER ? script.name() : String.join(",", done));
    }

    private String suppressed() {
        return pending == null
                ? ""
                : Stream.of(pending.getSuppressed())
                        .map(other -> " and " + other)
                        .collect(Collectors.joining());
    }

    private Transition suspension(Op op) {
        return switch (op.kind()) {
            case STEP -> new Transition.StepCall(op.at());
            case SLEEP -> new Transition.Sleep(op.at(), bean.pause());
            case SAVE -> save(op);
            case ENTER, RECUR -> new Transition.Enter(op.at());
            case FORK -> new Transition.Fork(op.at(), bean.items(input).size(), bean.concurrency());
            case CODE, CATCH, RETHROW -> throw new AssertionError(op);
        };
    }

    private Transition save(Op op) {
        try {
            return new Transition.Save(op.at(), bean.perform(key(op)));
        } catch (Throwable e) {
            return new Transition.Threw(e);
        }
    }

    @Override
    public @Nullable Object call() throws Throwable {
        return bean.perform(key(script.ops().get(pc)));
    }

    @Override
    public Callee callee(int branch, UnaryOperator<Object> targets) {
        Script callee = script.callees().apply(script.ops().get(pc).name());
        return new Callee(callee.descriptor(), new ScriptMachine(callee, (ScriptTasks) targets.apply(bean)));
    }

    @Override
    public @Nullable Object[] calleeArguments(int branch) {
        Op op = script.ops().get(pc);
        return switch (op.kind()) {
            case ENTER -> new @Nullable Object[] {done, bean.depth()};
            case RECUR -> new @Nullable Object[] {done, Integer.toString(Integer.parseInt(input) - 1)};
            case FORK -> new @Nullable Object[] {bean.items(input).get(branch)};
            case STEP, SLEEP, SAVE, CODE, CATCH, RETHROW -> throw new AssertionError(op);
        };
    }

    @Override
    public void entered() {
        at = script.point(script.ops().get(pc), Phase.INSIDE);
    }

    @Override
    public void returned(@Nullable Object value) {
        if (value != null) {
            done.add(value.toString());
        }
        at = script.point(script.ops().get(pc), Phase.AFTER);
        pc++;
    }

    @Override
    public boolean threw(Throwable failure) {
        Op op = script.ops().get(pc);
        if (op.handler() < 0) {
            return false;
        }
        pending = failure;
        at = script.point(op, Phase.THREW);
        pc = op.handler();
        return true;
    }

    @Override
    public int point() {
        return script.points().indexOf(at);
    }

    @Override
    public @Nullable Object[] save() {
        return at.variables().stream()
                .map(variable -> switch (variable.name()) {
                    case "done" -> done;
                    case "pending" -> pending;
                    case "input" -> input;
                    default -> throw new AssertionError(variable);
                })
                .toArray();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void restore(int point, @Nullable Object[] values) {
        at = script.points().get(point);
        for (int i = 0; i < values.length; i++) {
            switch (at.variables().get(i).name()) {
                case "done" -> done = (List<String>) Objects.requireNonNull(values[i]);
                case "pending" -> pending = (Throwable) values[i];
                case "input" -> input = (String) Objects.requireNonNull(values[i]);
                default -> throw new AssertionError(at);
            }
        }
        for (int i = 0; i < script.ops().size(); i++) {
            Op op = script.ops().get(i);
            if (op.suspends() && op.name().equals(at.label())) {
                pc = at.phase() == Phase.AFTER ? i + 1 : at.phase() == Phase.THREW ? op.handler() : i;
            }
        }
    }

    private String key(Op op) {
        return script.role() == Role.TASK ? op.name() : op.name() + ":" + input;
    }
}
