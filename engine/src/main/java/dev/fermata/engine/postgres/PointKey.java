package dev.fermata.engine.postgres;

import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.machine.ResumePoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * What identifies a resume point within its task.
 *
 * @param variables sorted names with their types, comma-separated
 */
record PointKey(String label, String phase, String variables) {

    /**
     * The beginning is the same point for every build: its variables are the parameters, they come from the payload, and
     * renaming one must not strand what is queued.
     */
    static final PointKey START = new PointKey(ResumePoint.START, ResumePoint.Phase.BEFORE.name(), "");

    static PointKey of(TaskRegistration.Point point) {
        return of(point.label(), point.phase(), point.variables());
    }

    static PointKey of(StoredFrame frame) {
        return of(
                frame.label(),
                frame.phase(),
                frame.components().stream()
                        .flatMap(component -> component.variables().stream())
                        .toList());
    }

    /** A short name for the three: they may be too long for an index. */
    UUID digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(label, phase, variables)) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            ByteBuffer bytes = ByteBuffer.wrap(sha.digest());
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The variables, in the order in which rows number them. */
    List<String> variableNames() {
        return names(variables);
    }

    /** Takes {@link #variables} apart. */
    static List<String> names(String variables) {
        return variables.isEmpty() ? List.of() : List.of(variables.split(",", -1));
    }

    private static PointKey of(String label, String phase, List<String> variables) {
        if (label.equals(START.label) && phase.equals(START.phase)) {
            return START;
        }
        return new PointKey(
                label, phase, String.join(",", variables.stream().sorted().toList()));
    }
}
