package dev.fermata.engine.codec;

import dev.fermata.engine.stack.StackPoint;
import dev.fermata.machine.ResumePoint;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The live variables at one resume point, with their declared types. Made once for a point and kept, as what a codec
 * prepares for it is kept with it.
 */
public final class FrameLayout {

    private final String place;
    private final List<Class<?>> anchors;
    private final List<String> names;
    private final List<Type> types;
    private volatile @Nullable PreparedLayout prepared;

    /**
     * @param place where the variables live, for messages: {@code OrderTasks.processOrder after 'charge#1'}
     * @param anchor the class whose loader finds the classes named in a frame, and whose package is allowed in open types
     * @param names one for each variable, distinct
     * @param types the declared type of each
     */
    public FrameLayout(String place, Class<?> anchor, List<String> names, List<? extends Type> types) {
        this(place, List.of(anchor), names, types);
    }

    private FrameLayout(String place, List<Class<?>> anchors, List<String> names, List<? extends Type> types) {
        if (names.size() != types.size() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("Names must be distinct and have a type each: " + names + ", " + types);
        }
        this.place = place;
        this.anchors = List.copyOf(anchors);
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
    }

    /** The layout of a resume point; the types are those of the machine's fields. */
    public static FrameLayout of(ResumePoint point, Class<?> machine) {
        List<String> names =
                point.variables().stream().map(ResumePoint.Variable::name).toList();
        String place = place(machine, point.label(), point.phase());
        return new FrameLayout(place, List.of(machine), names, types(point, machine));
    }

    /** The layout of a stack: the variables of all its machines. The loader is that of the bottom one. */
    public static FrameLayout of(StackPoint point) {
        List<Class<?>> machines = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (StackPoint.Level level : point.levels()) {
            machines.add(level.machine().type());
            types.addAll(types(level.point(), level.machine().type()));
        }
        String place = place(machines.get(0), point.label(), point.phase());
        return new FrameLayout(place, machines, point.names(), types);
    }

    private static String place(Class<?> machine, String label, ResumePoint.Phase phase) {
        String task = machine.getSimpleName().replace('$', '.');
        return label.equals(ResumePoint.START)
                ? task
                : task + " " + phase.name().toLowerCase(Locale.ROOT) + " '" + label + "'";
    }

    private static List<Type> types(ResumePoint point, Class<?> machine) {
        return point.variables().stream()
                .map(variable -> fieldType(machine, variable))
                .toList();
    }

    private static Type fieldType(Class<?> machine, ResumePoint.Variable variable) {
        try {
            return machine.getDeclaredField(variable.field()).getGenericType();
        } catch (NoSuchFieldException e) {
            throw new IncompatibleClassChangeError("The machine " + machine.getName() + " has no field '"
                    + variable.field() + "' for variable '" + variable.name()
                    + "'. Rebuild the module that holds the task.");
        }
    }

    /** The same place with other variables: what is read there of a frame of another build. */
    public FrameLayout reading(List<String> names, List<? extends Type> types) {
        return new FrameLayout(place, anchors, names, types);
    }

    public List<String> names() {
        return names;
    }

    public List<Type> types() {
        return types;
    }

    /** What the codec that used this layout last has made of it. */
    @Nullable
    PreparedLayout prepared() {
        return prepared;
    }

    void prepared(PreparedLayout layout) {
        prepared = layout;
    }

    String place() {
        return place;
    }

    /** The class whose loader finds classes, and after it others whose packages are allowed as well. */
    List<Class<?>> anchors() {
        return anchors;
    }

    @Override
    public String toString() {
        return place + " " + names;
    }
}
