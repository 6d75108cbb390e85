package dev.fermata.engine.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces as the user wrote the code: a state of a machine is a line of the task's method, in its class and file, and
 * what drives the machine is not there. A generated class is known by its methods: states and calls are numbered, and
 * stand on the lines of the user's text.
 */
public final class UserTrace {

    private static final Pattern STATE = Pattern.compile("\\$(?:s|call)\\d+");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$\\$(?:s|call)\\d+\\$(\\d+)");

    /** {@code a.b.OrderTasks$process}, and {@code …$2} for an overload. */
    private static final Pattern MACHINE = Pattern.compile("(.+)\\$([^$]*[^$0-9][^$]*)(?:\\$\\d+)?");

    private UserTrace() {}

    /** Rewrites the traces of a failure, its causes and what it suppressed. Never fails. */
    public static void clean(Throwable failure) {
        clean(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void clean(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        try {
            StackTraceElement[] raw = failure.getStackTrace();
            StackTraceElement[] cleaned = of(raw);
            if (cleaned.length != raw.length) {
                failure.setStackTrace(cleaned);
            }
            clean(failure.getCause(), seen);
            for (Throwable suppressed : failure.getSuppressed()) {
                clean(suppressed, seen);
            }
        } catch (RuntimeException e) {
            // A class of the user's that overrides these; its trace stays as it is.
        }
    }

    static StackTraceElement[] of(StackTraceElement[] raw) {
        Set<String> machines = new HashSet<>();
        int last = -1;
        for (int i = 0; i < raw.length; i++) {
            String type = raw[i].getClassName();
            if (STATE.matcher(raw[i].getMethodName()).matches()
                    && MACHINE.matcher(type).matches()) {
                machines.add(type);
            }
            last = machines.contains(type) ? i : last;
        }
        if (machines.isEmpty()) {
            return raw;
        }
        List<StackTraceElement> cleaned = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            StackTraceElement frame = cleaned(raw[i], machines);
            if (frame != null) {
                cleaned.add(frame);
            }
        }
        return cleaned.toArray(new StackTraceElement[0]);
    }

    /** Null for what only drives the machine. */
    private static @Nullable StackTraceElement cleaned(StackTraceElement frame, Set<String> machines) {
        String type = frame.getClassName();
        if (!machines.contains(type)) {
            boolean inside = machines.stream().anyMatch(machine -> type.startsWith(machine + "$"));
            return inside ? frame(type, frame.getMethodName(), frame) : frame;
        }
        Matcher machine = MACHINE.matcher(type);
        if (!machine.matches()) {
            return frame;
        }
        Matcher lambda = LAMBDA.matcher(frame.getMethodName());
        if (lambda.matches()) {
            return frame(machine.group(1), "lambda$" + machine.group(2) + "$" + lambda.group(1), frame);
        }
        return STATE.matcher(frame.getMethodName()).matches() ? frame(machine.group(1), machine.group(2), frame) : null;
    }

    private static StackTraceElement frame(String type, String method, StackTraceElement at) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        String file = (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
        return new StackTraceElement(
                at.getClassLoaderName(),
                at.getModuleName(),
                at.getModuleVersion(),
                type,
                method,
                file,
                at.getLineNumber());
    }
}
