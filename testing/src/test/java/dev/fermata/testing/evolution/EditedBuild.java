package dev.fermata.testing.evolution;

import dev.fermata.engine.codec.CodecLimits;
import dev.fermata.engine.registry.Settings;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.registry.TaskDefinition;
import dev.fermata.engine.registry.TaskRegistry;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.machine.Transition;
import dev.fermata.testing.differential.Compilation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One build of the task {@code edited}, compiled by the processor, with the codec of production. */
final class EditedBuild {

    private static final Pattern MEMBER = Pattern.compile(
            "^(@|static |private |record |enum |sealed |final class |class |interface ).*", Pattern.DOTALL);

    private static final Pattern METHOD = Pattern.compile("(\\w+)\\((?:[^()\"]|\\([^)]*\\))*\\)\\s*\\{");

    /** The steps that every build has, unless it declares one of the name itself. */
    private static final Map<String, String> STEPS = steps();

    private static final Map<String, ClassLoader> COMPILED = new ConcurrentHashMap<>();

    private final TaskDefinition task;
    private final Object bean;

    private EditedBuild(TaskDefinition task, Object bean) {
        this.task = task;
        this.bean = bean;
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put(
                "price",
                "@Step int price(int n) { did(\"price \" + n); if (n < 0) throw"
                        + " new IllegalStateException(\"price \" + n); return n * 10; }");
        steps.put(
                "charge", "@Step String charge(int amount) { did(\"charge \" + amount); return \"paid \" + amount; }");
        steps.put("reserve", "@Step int reserve(String what) { did(\"reserve \" + what); return what.length(); }");
        steps.put("ship", "@Step void ship(String what) { did(\"ship \" + what); }");
        steps.put("audit", "@Step void audit(String what) { did(\"audit \" + what); }");
        return steps;
    }

    /** @param pieces members of the task's class, and at most one body of its task */
    static EditedBuild of(List<String> pieces) throws ReflectiveOperationException {
        ClassLoader classes = COMPILED.computeIfAbsent(
                source(pieces),
                source -> Compilation.of(Map.of("app/Edited.java", source), 17).load());
        Object bean = classes.loadClass("app.Edited").getConstructor().newInstance();
        TaskRegistry tasks = TaskRegistry.of(List.of(TaskBean.of(bean)), Settings.NONE, CodecLimits.DEFAULT);
        return new EditedBuild(tasks.find("edited").orElseThrow(), bean);
    }

    static String source(List<String> pieces) {
        StringBuilder source = new StringBuilder("package app;\nimport dev.fermata.*;\nimport java.util.*;\n"
                + "public class Edited {\n  private final List<String> trace = new ArrayList<>();\n"
                + "  public List<String> trace() { return trace; }\n"
                + "  private void did(String what) { trace.add(what); }\n");
        Map<String, String> steps = new LinkedHashMap<>(STEPS);
        for (String piece : pieces) {
            if (MEMBER.matcher(piece).matches()) {
                source.append("  ").append(piece).append('\n');
                Matcher method = METHOD.matcher(piece);
                if (piece.startsWith("@Step") && method.find()) {
                    steps.remove(method.group(1));
                }
            } else {
                source.append("  @Task(id = \"edited\") public String run(int n) { ")
                        .append(piece)
                        .append(" }\n");
            }
        }
        steps.values().forEach(step -> source.append("  ").append(step).append('\n'));
        return source.append("}\n").toString();
    }

    /** Runs the task until it stands behind the suspension point {@code label} for the first time. */
    Stand standingAt(String label) throws Exception {
        MachineStack machine = task.newStack();
        machine.start(3);
        return new StandingRun(task.codec(), label).to(machine);
    }

    /** Goes on from where a run stands to the end, and tells what it did. */
    String resume(Stand stand) throws Exception {
        Transition end = new ResumedRun(task.codec()).finish(task.newStack(), stand);
        Object trace = bean.getClass().getMethod("trace").invoke(bean);
        String done = String.join(
                ", ", ((List<?>) trace).stream().map(String::valueOf).toList());
        return "resumes" + (done.isEmpty() ? "" : ", does `" + done + "`") + ", "
                + (end instanceof Transition.Completed completed
                        ? "returns `" + completed.result() + "`"
                        : "ends with " + end);
    }
}
