package dev.fermata.engine.registry;

import dev.fermata.FermataException;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.StoredVariable;
import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.MachineDescriptor;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How one task's arguments, frames, results and failures are stored: the codecs, applied to its declared types. */
public final class TaskCodec {

    /** Recursion makes a new place at each depth; those beyond are found anew each time. */
    private static final int MOST_PLACES = 1000;

    private final String taskId;
    private final Method method;
    private final Object target;
    private final Places places;
    private final FrameLayout thrown;
    private final Map<Place, Fit.Resumes> known = new ConcurrentHashMap<>();
    private final Codecs codecs;

    /** Where a frame says that it stands; its order of variables is of no account. */
    private record Place(String label, String phase, Set<String> variables) {}

    /** @param target the task's object, whose methods migrate frames */
    TaskCodec(String taskId, TaskDescriptor descriptor, Places places, Object target, Codecs codecs) {
        this.taskId = taskId;
        this.method = descriptor.method();
        this.target = target;
        this.places = places;
        this.thrown = new FrameLayout(
                "a branch of " + method.getName(),
                descriptor.machine().type(),
                List.of(BranchProgress.FAILURE),
                List.of(Throwable.class));
        this.codecs = codecs;
    }

    /** What a worker tells the others about its places, as far as they can be listed. */
    List<TaskRegistration.Point> points() {
        return places.all();
    }

    /** Whether this build goes on from a place that another build has registered. */
    Fit fit(TaskRegistration.Point point) {
        return places.fit(point.label(), point.phase(), point.variables());
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
        Layouts.Known here = places.layoutOf(point);
        EncodedFrame encoded = codecs.frames().encode(here.layout(), values);
        List<StoredFrame.Component> components = encoded.components().stream()
                .map(part -> new StoredFrame.Component(
                        part.variables().stream()
                                .map(name -> here.stored().getOrDefault(name, name))
                                .toList(),
                        part.json()))
                .toList();
        return new StoredFrame(places.labelOf(point), point.phase().name(), components);
    }

    /**
     * Where this build goes on from a frame.
     *
     * @throws FermataException it cannot go on from such a frame
     */
    public StackPoint point(StoredFrame frame) {
        return resumes(frame).point();
    }

    private Fit.Resumes resumes(StoredFrame frame) {
        Set<String> variables = new HashSet<>();
        frame.components().forEach(component -> variables.addAll(component.variables()));
        Place place = new Place(frame.label(), frame.phase(), variables);
        Fit.Resumes resumes = known.get(place);
        if (resumes != null) {
            return resumes;
        }
        Fit fit = places.fit(frame.label(), frame.phase(), variables);
        if (fit instanceof Fit.Parks parks) {
            throw new FermataException(
                    "FERMATA-4002",
                    "a run of task '" + taskId + "' belongs to another build: " + parks.reason()
                            + ", or run a build that has this place until the runs that stand there are through.");
        }
        if (known.size() < MOST_PLACES) {
            known.put(place, (Fit.Resumes) fit);
        }
        return (Fit.Resumes) fit;
    }

    /**
     * The values of the variables at {@code point}.
     *
     * @throws FermataException a value does not fit its variable's declared type, or cannot be migrated
     */
    public @Nullable Object[] decodeFrame(StackPoint point, StoredFrame frame) {
        Fit.Resumes resumes = resumes(frame);
        if (!resumes.point().equals(point)) {
            throw new IllegalArgumentException("a frame of " + resumes.point() + " is not one of " + point);
        }
        return resumes.values(target, decode(resumes.reading(), frame));
    }

    private @Nullable Object[] decode(FrameLayout layout, StoredFrame frame) {
        List<EncodedFrame.Component> components = frame.components().stream()
                .map(part -> new EncodedFrame.Component(
                        part.variables().stream()
                                .map(text -> StoredVariable.of(text).name())
                                .toList(),
                        part.bytes()))
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
