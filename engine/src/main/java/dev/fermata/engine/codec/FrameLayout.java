package dev.fermata.engine.codec;

import dev.fermata.machine.ResumePoint;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live variables at one resume point, with their declared types. Made once for a point and kept, as what a codec
 * prepares for it is kept with it.
 */
public final class FrameLayout {

    private final String place;
    private final Class<?> anchor;
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
        if (names.size() != types.size() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("Names must be distinct and have a type each: " + names + ", " + types);
        }
        this.place = place;
        this.anchor = anchor;
        this.names = List.copyOf(names);
        this.types = List.copyOf(types);
    }

    /** The layout of a resume point; the types are those of the machine's fields. */
    public static FrameLayout of(ResumePoint point, Class<?> machine) {
        List<String> names = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (ResumePoint.Variable variable : point.variables()) {
            names.add(variable.name());
            types.add(fieldType(machine, variable));
        }
        String task = machine.getSimpleName().replace('$', '.');
        String place = point.label().equals(ResumePoint.START)
                ? task
                : task + " " + point.phase().name().toLowerCase(java.util.Locale.ROOT) + " '" + point.label() + "'";
        return new FrameLayout(place, machine, names, types);
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

    Class<?> anchor() {
        return anchor;
    }

    @Override
    public String toString() {
        return place + " " + names;
    }
}
