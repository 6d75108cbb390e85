package dev.fermata.engine.registry;

import dev.fermata.FermataException;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one task's arguments, frames, results and failures are stored: the codecs, applied to its declared types. */
public final class TaskCodec {

    private final String taskId;
    private final Method method;
    private final MachineDescriptor machine;
    private final Layouts layouts;
    private final Codecs codecs;

    TaskCodec(String taskId, TaskDescriptor descriptor, Codecs codecs) {
        this.taskId = taskId;
        this.method = descriptor.method();
        this.machine = descriptor.machine();
        this.layouts = new Layouts(machine);
        this.codecs = codecs;
    }

    /** @throws FermataException an argument cannot be written */
    public byte[] encodeArguments(List<? extends @Nullable Object> arguments) {
        return codecs.payloads().encode(method, arguments.toArray());
    }

    /** @throws FermataException the payload does not fit the parameters */
    public @Nullable Object[] decodeArguments(byte[] payload) {
        return codecs.payloads().decode(method, payload);
    }

    /** @throws FermataException a variable cannot be stored */
    public StoredFrame encodeFrame(StackPoint point, @Nullable Object[] values) {
        EncodedFrame encoded = codecs.frames().encode(layouts.of(point), values);
        List<StoredFrame.Component> components = encoded.components().stream()
                .map(part -> new StoredFrame.Component(part.variables(), part.json()))
                .toList();
        return new StoredFrame(point.label(), point.phase().name(), components);
    }

    /**
     * Where a frame was saved.
     *
     * @throws FermataException this build has no such place, or other variables are live there
     */
    public StackPoint point(StoredFrame frame) {
        Set<String> variables = new HashSet<>();
        frame.components().forEach(component -> variables.addAll(component.variables()));
        return StackPoint.find(machine, frame.label(), frame.phase(), variables)
                .orElseThrow(() -> new FermataException(
                        "FERMATA-4002",
                        "this build of task '" + taskId + "' cannot go on " + frame.phase() + " '" + frame.label()
                                + "' with the variables " + variables
                                + ": it has no such place. Run a build that has, until the runs that stand there are"
                                + " through."));
    }

    /** @throws FermataException a value does not fit its variable's declared type */
    public @Nullable Object[] decodeFrame(StackPoint point, StoredFrame frame) {
        List<EncodedFrame.Component> components = frame.components().stream()
                .map(part -> new EncodedFrame.Component(part.variables(), part.bytes()))
                .toList();
        return codecs.frames().decode(layouts.of(point), new EncodedFrame(components));
    }

    /**
     * Null for {@code void}.
     *
     * @throws FermataException the result cannot be written
     */
    public byte @Nullable [] encodeResult(@Nullable Object result) {
        return method.getReturnType() == void.class
                ? null
                : codecs.results().encode(method.getGenericReturnType(), result);
    }

    /** Never fails. */
    public byte[] encodeFailure(Throwable failure) {
        return codecs.failures().encode(failure);
    }
}
