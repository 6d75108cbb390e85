package dev.fermata.engine.registry;

import dev.fermata.Task;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.retry.RetryPolicy;
import dev.fermata.engine.stack.MachineStack;
import dev.fermata.machine.Callee;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.SuspensionPoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One task as this application runs it: its descriptor, its object, its codec and its effective configuration. */
public final class TaskDefinition {

    private final String id;
    private final String queue;
    private final TaskDescriptor descriptor;
    private final CallGraph calls;
    private final TaskBean bean;
    private final UnaryOperator<Object> targets;
    private final TaskCodec codec;
    private final Policies policies;
    private final int keepCheckpoints;

    TaskDefinition(
            Task annotation,
            TaskDescriptor descriptor,
            TaskBean bean,
            UnaryOperator<Object> targets,
            Codecs codecs,
            Settings settings) {
        TaskSettings own = settings.of(annotation.id());
        this.id = annotation.id();
        this.queue = own.queue() == null ? annotation.queue() : own.queue();
        this.descriptor = descriptor;
        this.calls = CallGraph.from(descriptor.machine());
        this.bean = bean;
        this.targets = targets;
        this.codec = new TaskCodec(id, descriptor, new Places(descriptor, calls.branches()), bean.target(), codecs);
        this.policies = Policies.of(annotation, calls, own, settings.retry());
        Integer keep = own.keepCheckpoints();
        this.keepCheckpoints = keep == null ? settings.keepCheckpoints() : keep;
    }

    /** {@link Task#id()}. */
    public String id() {
        return id;
    }

    /** The effective queue. */
    public String queue() {
        return queue;
    }

    public TaskCodec codec() {
        return codec;
    }

    /** Fresh machines for one run, neither started nor restored. */
    public MachineStack newStack() {
        return new MachineStack(
                new Callee(descriptor.machine(), descriptor.factory().create(bean.target(), bean.bean())), targets);
    }

    /** The task's own machine. */
    public MachineDescriptor machine() {
        return descriptor.machine();
    }

    /** Its object. */
    public TaskBean bean() {
        return bean;
    }

    /** The methods that it, its helpers and its branches call as steps. */
    public Set<Method> steps() {
        return calls.steps();
    }

    /** How the call at a suspension point is retried. */
    public RetryPolicy stepPolicy(SuspensionPoint at) {
        return policies.ofStep(at);
    }

    /** How the code between two steps is retried. */
    public RetryPolicy codePolicy() {
        return policies.ofCode();
    }

    /** How many checkpoints of a run stay readable. */
    public int keepCheckpoints() {
        return keepCheckpoints;
    }

    /**
     * What a worker tells the others about it.
     *
     * @param known places that builds have registered for it
     */
    TaskRegistration registration(List<TaskRegistration.Point> known) {
        Set<TaskRegistration.Point> points = new LinkedHashSet<>(codec.points());
        known.stream().filter(point -> codec.fit(point) instanceof Fit.Resumes).forEach(points::add);
        return new TaskRegistration(id, queue, List.copyOf(points));
    }

    /** Whether this build can go on there. */
    boolean knows(TaskRegistration.Point point) {
        return codec.fit(point) instanceof Fit.Resumes;
    }

    /** {@code OrderTasks.processOrder}, for messages. */
    String place() {
        return place(descriptor);
    }

    static String place(TaskDescriptor descriptor) {
        return descriptor.method().getDeclaringClass().getName() + "."
                + descriptor.method().getName();
    }
}
