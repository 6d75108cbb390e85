package dev.fermata.testing.frames;

import java.util.ArrayList;
import java.util.List;

/**
 * A file {@code META-INF/fermata/<task>.frames}: where runs of a task can stand in one build, and with what.
 *
 * @param owner name of the task's class as its source has it
 */
record Manifest(String taskId, String owner, List<Point> points) {

    private static final String FORMAT = "frames 1";

    /** @param variables names with their types, as frames store them */
    record Point(String label, String phase, List<String> variables) {

        Point {
            variables = List.copyOf(variables);
        }
    }

    Manifest {
        points = List.copyOf(points);
    }

    /** @param place of the text, for messages */
    static Manifest parse(String text, String place) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3
                || !lines.get(0).equals(FORMAT)
                || !lines.get(1).startsWith("task ")
                || !lines.get(2).startsWith("method ")) {
            throw new IllegalArgumentException(
                    "FERMATA-2401: " + place + " is no manifest of frames: it does not begin with '" + FORMAT
                            + "', a task and its method. Copy it from META-INF/fermata of the build that is deployed.");
        }
        List<Point> points = new ArrayList<>();
        List<String> variables = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 3; i--) {
            String line = lines.get(i);
            if (line.startsWith("    ")) {
                variables.add(0, line.strip().replaceFirst(" : ", "="));
            } else if (line.startsWith("point ")) {
                int phase = line.lastIndexOf(' ');
                points.add(
                        0, new Point(line.substring("point ".length(), phase), line.substring(phase + 1), variables));
                variables.clear();
            } else {
                throw new IllegalArgumentException("FERMATA-2401: line " + (i + 1) + " of " + place + " is '" + line
                        + "', which a manifest of frames"
                        + " does not have. Copy it anew from META-INF/fermata of the build that is deployed.");
            }
        }
        String method = lines.get(2).substring("method ".length());
        int arguments = method.indexOf('(');
        String path = arguments < 0 ? method : method.substring(0, arguments);
        return new Manifest(
                lines.get(1).substring("task ".length()),
                path.substring(0, Math.max(0, path.lastIndexOf('.'))),
                points);
    }
}
