package dev.fermata.engine.registry;

import dev.fermata.FermataException;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one task's arguments, frames, results and failures are stored: the codecs, applied to its declared types. */
public final class TaskCodec {

    /** What tells resume points apart; its order of variables is of no account. */
    private record Place(String label, String phase, Set<String> variables) {}

    private final String taskId;
    private final Method method;
    private final List<ResumePoint> points;
    private final List<FrameLayout> layouts = new ArrayList<>();
    private final Map<Place, Integer> places = new HashMap<>();
    private final Codecs codecs;

    TaskCodec(String taskId, TaskDescriptor descriptor, Codecs codecs) {
        this.taskId = taskId;
        this.method = descriptor.method();
        this.points = descriptor.machine().points();
        this.codecs = codecs;
        for (ResumePoint point : points) {
            FrameLayout layout = FrameLayout.of(point, descriptor.machine().type());
            places.put(new Place(point.label(), point.phase().name(), new HashSet<>(layout.names())), layouts.size());
            layouts.add(layout);
        }
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
    public StoredFrame encodeFrame(int point, @Nullable Object[] values) {
        EncodedFrame encoded = codecs.frames().encode(layouts.get(point), values);
        List<StoredFrame.Component> components = encoded.components().stream()
                .map(part -> new StoredFrame.Component(part.variables(), part.json()))
                .toList();
        return new StoredFrame(
                points.get(point).label(), points.get(point).phase().name(), components);
    }

    /**
     * The index of the resume point a frame was saved at.
     *
     * @throws FermataException this build has no such point, or other variables are live there
     */
    public int point(StoredFrame frame) {
        Set<String> variables = new HashSet<>();
        frame.components().forEach(component -> variables.addAll(component.variables()));
        Integer point = places.get(new Place(frame.label(), frame.phase(), variables));
        if (point == null) {
            throw new FermataException(
                    "FERMATA-4002",
                    "this build of task '" + taskId + "' cannot go on " + frame.phase() + " '" + frame.label()
                            + "' with the variables " + variables
                            + ": it has no such place. Run a build that has, until the runs that stand there are through.");
        }
        return point;
    }

    /** @throws FermataException a value does not fit its variable's declared type */
    public @Nullable Object[] decodeFrame(int point, StoredFrame frame) {
        List<EncodedFrame.Component> components = frame.components().stream()
                .map(part -> new EncodedFrame.Component(part.variables(), part.bytes()))
                .toList();
        return codecs.frames().decode(layouts.get(point), new EncodedFrame(components));
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
