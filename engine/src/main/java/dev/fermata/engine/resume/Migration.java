package dev.fermata.engine.resume;

import dev.fermata.FermataException;
import dev.fermata.MigrateFrame;
import dev.fermata.Old;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link MigrateFrame} method. */
final class Migration {

    private final MigrateFrame annotation;
    private final Method method;
    private final List<OldVariable> needs;

    /** A parameter of it. */
    record OldVariable(String name, Type type) {}

    Migration(MigrateFrame annotation, Method method) {
        this.annotation = annotation;
        this.method = method;
        this.needs = Arrays.stream(method.getParameters()).map(Migration::old).toList();
    }

    private static OldVariable old(Parameter parameter) {
        Old old = parameter.getAnnotation(Old.class);
        return new OldVariable(old == null ? parameter.getName() : old.value(), parameter.getParameterizedType());
    }

    List<OldVariable> needs() {
        return needs;
    }

    boolean isForOnePoint() {
        return !annotation.at().isEmpty();
    }

    /** Whether it makes {@code variable} of {@code type} at {@code label} out of what is stored. */
    boolean applies(String variable, String type, String label, Map<String, StoredVariable> stored) {
        return annotation.variable().equals(variable)
                && (annotation.at().isEmpty() || annotation.at().equals(label))
                && TypeText.of(method.getGenericReturnType()).equals(type)
                && needs.stream().allMatch(need -> {
                    StoredVariable found = stored.get(need.name());
                    return found != null && TypeText.reads(found.type(), TypeText.of(need.type()));
                });
    }

    /**
     * @param target the task's object
     * @throws FermataException the user's code threw
     */
    @Nullable
    Object make(Object target, @Nullable Object[] arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            throw new FermataException(
                    "FERMATA-4006",
                    "the migration " + place() + " of variable '" + annotation.variable() + "' threw " + thrown
                            + ". Mend it and deploy again; the run waits.",
                    thrown);
        } catch (IllegalAccessException e) {
            throw new FermataException(
                    "FERMATA-4006", "the migration " + place() + " cannot be called: " + e.getMessage() + ".", e);
        }
    }

    private String place() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
