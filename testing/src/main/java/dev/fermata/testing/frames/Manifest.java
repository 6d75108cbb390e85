package dev.fermata.testing.frames;

import dev.fermata.machine.ResumePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A file {@code META-INF/fermata/<task>.frames}: where runs can stand in one build, and with what.
 *
 * @param name of the file without its ending: the task's id, or the binary name of a helper's machine
 * @param isTask whether it is a task's; otherwise it is a helper's
 * @param owner name of the class that declares it, as its source has it
 * @param machines its own, then those of its branches
 */
record Manifest(String name, boolean isTask, String owner, List<Machine> machines) {

    private static final String FORMAT = "frames 1";

    /** @param name of a branch's machine, without its package; empty for the task or helper itself */
    record Machine(String name, List<Point> points) {

        /** As frames of this machine have it. */
        String label(Point point) {
            return name.isEmpty() || point.label().equals(ResumePoint.START)
                    ? point.label()
                    : name + " | " + point.label();
        }
    }

    /** @param variables names with their types, as frames store them */
    record Point(String label, String phase, List<String> variables) {}

    Manifest {
        machines = List.copyOf(machines);
    }

    /** @param place of the text, for messages */
    static Manifest parse(String name, String text, String place) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
            throw malformed(1, place);
        }
        boolean isTask = false;
        String owner = "";
        List<Machine> machines = new ArrayList<>();
        machines.add(new Machine("", new ArrayList<>()));
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            List<Point> points = machines.get(machines.size() - 1).points();
            if (line.startsWith("    ") && !points.isEmpty()) {
                points.get(points.size() - 1).variables().add(line.strip().replaceFirst(" : ", "="));
            } else if (line.startsWith("point ")) {
                int phase = line.lastIndexOf(' ');
                points.add(new Point(
                        line.substring("point ".length(), phase), line.substring(phase + 1), new ArrayList<>()));
            } else if (line.startsWith("branch ")) {
                machines.add(new Machine(line.substring("branch ".length()), new ArrayList<>()));
            } else if (line.startsWith("task ")) {
                isTask = true;
            } else if (line.startsWith("method ") && line.indexOf('(') > 0) {
                String method = line.substring("method ".length(), line.indexOf('('));
                owner = method.substring(0, Math.max(0, method.lastIndexOf('.')));
            } else if (!line.startsWith("calls ")) {
                throw malformed(i + 1, place);
            }
        }
        if (owner.isEmpty()) {
            throw malformed(lines.size(), place);
        }
        return new Manifest(name, isTask, owner, machines);
    }

    private static IllegalArgumentException malformed(int line, String place) {
        return new IllegalArgumentException("FERMATA-2401: " + place + " is no manifest of frames at line " + line
                + ". Copy it anew from META-INF/fermata of the build that is deployed.");
    }
}
