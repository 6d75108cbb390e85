package dev.fermata.machine;

import java.util.List;

/**
 * A place where a machine can be saved and restored.
 *
 * @param label label of the suspension point; {@link #START} for the beginning of the task
 * @param phase where the run stands relative to it
 * @param variables what is live there, in the order of {@link TaskMachine#save()}
 */
public record ResumePoint(String label, Phase phase, List<Variable> variables) {

    /** Label of the beginning of a task, where the variables are its parameters. */
    public static final String START = "start";

    /**
     * Label of the end of a branch that has a result. No machine stands there: the one variable, {@code AFTER} it, tells by
     * its field with which type the result is kept until the other branches have settled.
     */
    public static final String END = "end";

    /** Where a run stands relative to a suspension point. */
    public enum Phase {
        /** Arguments are evaluated, the call has not happened. */
        BEFORE,
        /** The helper called there is in progress, in a frame of its own. */
        INSIDE,
        /** The call has returned and its result is stored. */
        AFTER,
        /** The call has thrown, and a {@code catch} or {@code finally} is next. */
        THREW
    }

    /**
     * A live variable.
     *
     * @param name its name in the user's source (or a generated name for an intermediate result), the key in a frame
     * @param field the field of the machine that holds it; the field's generic type is the variable's declared type
     */
    public record Variable(String name, String field) {}

    public ResumePoint {
        variables = List.copyOf(variables);
    }

    /** For generated code: {@code variables} are names, or {@code name=field} where the two differ. */
    public static ResumePoint of(String label, Phase phase, String... variables) {
        return new ResumePoint(
                label,
                phase,
                java.util.Arrays.stream(variables).map(ResumePoint::variable).toList());
    }

    /**
     * For generated code: the points of a machine.
     *
     * @param variables one a line, as {@link #of} takes them
     * @param points one a line: the phase, the numbers of the variables' lines with commas between, and the label
     */
    static List<ResumePoint> list(String variables, String points) {
        List<Variable> known = variables.lines().map(ResumePoint::variable).toList();
        return points.lines()
                .map(line -> {
                    String[] words = line.split(" ", 3);
                    return new ResumePoint(words[2], Phase.valueOf(words[0]), chosen(known, words[1]));
                })
                .toList();
    }

    private static List<Variable> chosen(List<Variable> known, String numbers) {
        return numbers.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(numbers.split(","))
                        .map(number -> known.get(Integer.parseInt(number)))
                        .toList();
    }

    private static Variable variable(String spec) {
        int at = spec.indexOf('=');
        return at < 0 ? new Variable(spec, spec) : new Variable(spec.substring(0, at), spec.substring(at + 1));
    }
}
