package dev.fermata.engine.codec;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JDK constructor that a failure is made anew by. It runs for every subclass too, so that what the JDK keeps in
 * fields of its own, which are closed to reflection, comes back.
 */
enum ThrowableRoot {
    SQL(
            SQLException.class,
            failure -> {
                SQLException sql = (SQLException) failure;
                return Arrays.asList(sql.getMessage(), sql.getSQLState(), sql.getErrorCode());
            },
            String.class,
            String.class,
            int.class),
    FILE(
            FileSystemException.class,
            failure -> {
                FileSystemException file = (FileSystemException) failure;
                return Arrays.asList(file.getFile(), file.getOtherFile(), file.getReason());
            },
            String.class,
            String.class,
            String.class),
    THROWABLE(Throwable.class, failure -> Arrays.asList(failure.getMessage()), String.class);

    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final Function<Throwable, List<@Nullable Object>> arguments;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final Class<?>[] parameters;

    ThrowableRoot(Class<?> type, Function<Throwable, List<@Nullable Object>> arguments, Class<?>... parameters) {
        this.type = type;
        this.arguments = arguments;
        this.parameters = parameters;
    }

    static ThrowableRoot of(Class<?> failure) {
        for (ThrowableRoot root : values()) {
            if (root.type.isAssignableFrom(failure)) {
                return root;
            }
        }
        throw new IllegalArgumentException(failure + " is no Throwable");
    }

    Allocator allocator(Class<?> failure) {
        return Allocator.through(failure, type, parameters);
    }

    /** What the constructor is to be called with; nulls and zeros if the failure does not say. */
    @Nullable
    Object[] arguments(Throwable failure) {
        try {
            return arguments.apply(failure).toArray();
        } catch (RuntimeException e) {
            return noArguments();
        }
    }

    @Nullable
    Object[] noArguments() {
        return this == SQL ? new @Nullable Object[] {null, null, 0} : new @Nullable Object[parameters.length];
    }

    /** The declared type of an argument. */
    Class<?> parameter(int index) {
        return parameters[index];
    }
}
