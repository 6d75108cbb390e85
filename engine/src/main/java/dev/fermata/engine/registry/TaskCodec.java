package dev.fermata.engine.registry;

import dev.fermata.FermataException;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one task's arguments, frames, results and failures are stored: the codecs, applied to its declared types. */
public final class TaskCodec {

    private final FrameLayout thrown;
    private final String taskId;
    private final Method method;
    private final PlaceNames places;
    private final Layouts layouts;
    private final Codecs codecs;

    TaskCodec(String taskId, TaskDescriptor descriptor, PlaceNames places, Codecs codecs) {
        this.taskId = taskId;
        this.method = descriptor.method();
        this.thrown = new FrameLayout(
                "a branch of " + method.getName(),
                descriptor.machine().type(),
                List.of(BranchProgress.FAILURE),
                List.of(Throwable.class));
        this.places = places;
        this.layouts = new Layouts(descriptor.machine());
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
        return new StoredFrame(places.labelOf(point), point.phase().name(), components);
    }

    /**
     * Where a frame was saved.
     *
     * @throws FermataException this build has no such place, or other variables are live there
     */
    public StackPoint point(StoredFrame frame) {
        Set<String> variables = new HashSet<>();
        frame.components().forEach(component -> variables.addAll(component.variables()));
        return places.find(frame.label(), frame.phase(), variables)
                .orElseThrow(() -> new FermataException(
                        "FERMATA-4002",
                        "this build of task '" + taskId + "' cannot go on " + frame.phase() + " '" + frame.label()
                                + "' with the variables " + variables
                                + ": it has no such place. Run a build that has, until the runs that stand there are"
                                + " through."));
    }

    /** @throws FermataException a value does not fit its variable's declared type */
    public @Nullable Object[] decodeFrame(StackPoint point, StoredFrame frame) {
        return decode(layouts.of(point), frame);
    }

    private @Nullable Object[] decode(FrameLayout layout, StoredFrame frame) {
        List<EncodedFrame.Component> components = frame.components().stream()
                .map(part -> new EncodedFrame.Component(part.variables(), part.bytes()))
                .toList();
        return codecs.frames().decode(layout, new EncodedFrame(components));
    }

    /**
     * The result of a branch; null for one that has none.
     *
     * @throws FermataException it cannot be written
     */
    public @Nullable StoredFrame encodeResult(MachineDescriptor branch, @Nullable Object result) {
        int last = branch.points().size() - 1;
        return branch.points().get(last).label().equals(ResumePoint.END)
                ? encodeFrame(StackPoint.of(branch, last), new @Nullable Object[] {result})
                : null;
    }

    /** The failure of a branch. */
    public StoredFrame encodeThrown(Throwable failure) {
        EncodedFrame encoded = codecs.frames().encode(thrown, new @Nullable Object[] {failure});
        EncodedFrame.Component only = encoded.components().get(0);
        return new StoredFrame(
                BranchProgress.FAILURE,
                BranchProgress.FAILURE,
                List.of(new StoredFrame.Component(only.variables(), only.json())));
    }

    /** What {@link #encodeThrown} has encoded. */
    public Throwable decodeThrown(StoredFrame frame) {
        return (Throwable) Objects.requireNonNull(decode(thrown, frame)[0]);
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
