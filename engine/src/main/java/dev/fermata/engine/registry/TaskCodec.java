package dev.fermata.engine.registry;

import dev.fermata.FermataException;
import dev.fermata.engine.codec.EncodedFrame;
import dev.fermata.engine.codec.FrameLayout;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.resume.Fit;
import dev.fermata.engine.resume.FrameFits;
import dev.fermata.engine.resume.Migrations;
import dev.fermata.engine.resume.StoredVariable;
import dev.fermata.machine.ResumePoint;
import dev.fermata.machine.TaskDescriptor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How one task's arguments, frames, results and failures are stored: the codecs, applied to its declared types. */
public final class TaskCodec {

    /** Where a frame says that it stands; its order of variables is of no account. */
    private record Place(String label, String phase, Set<String> variables) {}

    private final String taskId;
    private final Method method;
    private final Object target;
    private final List<ResumePoint> points;
    private final List<FrameLayout> layouts = new ArrayList<>();
    private final List<Map<String, String>> texts = new ArrayList<>();
    private final FrameFits fits;
    private final Map<Place, Fit.Resumes> known = new ConcurrentHashMap<>();
    private final Codecs codecs;

    /** @param target the task's object, whose methods migrate frames */
    TaskCodec(String taskId, TaskDescriptor descriptor, Object target, Codecs codecs) {
        this.taskId = taskId;
        this.method = descriptor.method();
        this.target = target;
        this.points = descriptor.machine().points();
        this.codecs = codecs;
        for (ResumePoint point : points) {
            FrameLayout layout = FrameLayout.of(point, descriptor.machine().type());
            layouts.add(layout);
            texts.add(stored(layout));
        }
        this.fits = new FrameFits(
                descriptor.machine().type(), points, layouts, Migrations.of(taskId, descriptor));
    }

    /** What a worker tells the others about the places where it can go on. */
    List<TaskRegistration.Point> points() {
        List<TaskRegistration.Point> all = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            List<String> variables = texts.get(i).values().stream()
                    .sorted()
                    .toList();
            all.add(new TaskRegistration.Point(
                    points.get(i).label(), points.get(i).phase().name(), variables));
        }
        return all;
    }

    /** Whether this build goes on from a place that another build has registered. */
    Fit fit(TaskRegistration.Point point) {
        return fits.fit(point.label(), point.phase(), point.variables());
    }

    private static Map<String, String> stored(FrameLayout layout) {
        Map<String, String> stored = new HashMap<>();
        for (int i = 0; i < layout.names().size(); i++) {
            String name = layout.names().get(i);
            stored.put(name, StoredVariable.of(name, layout.types().get(i)).text());
        }
        return stored;
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
        Map<String, String> stored = texts.get(point);
        List<StoredFrame.Component> components = encoded.components().stream()
                .map(part -> new StoredFrame.Component(
                        part.variables().stream()
                                .map(name -> stored.getOrDefault(name, name))
                                .toList(),
                        part.json()))
                .toList();
        return new StoredFrame(
                points.get(point).label(), points.get(point).phase().name(), components);
    }

    /**
     * The index of the resume point from which this build goes on.
     *
     * @throws FermataException it cannot go on from such a frame
     */
    public int point(StoredFrame frame) {
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
        Fit fit = fits.fit(frame.label(), frame.phase(), variables);
        if (fit instanceof Fit.Parks parks) {
            throw new FermataException(
                    "FERMATA-4002",
                    "a run of task '" + taskId + "' belongs to another build: " + parks.reason()
                            + ", or run a build that has this place until the runs that stand there are through.");
        }
        known.put(place, (Fit.Resumes) fit);
        return (Fit.Resumes) fit;
    }

    /**
     * The values of the variables at {@code point}.
     *
     * @throws FermataException a value does not fit its variable's declared type, or cannot be migrated
     */
    public @Nullable Object[] decodeFrame(int point, StoredFrame frame) {
        Fit.Resumes resumes = resumes(frame);
        List<EncodedFrame.Component> components = frame.components().stream()
                .map(part -> new EncodedFrame.Component(
                        part.variables().stream()
                                .map(text -> StoredVariable.of(text).name())
                                .toList(),
                        part.bytes()))
                .toList();
        return resumes.values(target, codecs.frames().decode(resumes.reading(), new EncodedFrame(components)));
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
