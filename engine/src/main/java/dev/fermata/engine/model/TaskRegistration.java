package dev.fermata.engine.model;

import java.util.List;

/**
 * What a worker knows how to run: a task and every point it can resume, with the variables expected there.
 *
 * @param taskId durable name
 * @param queue effective queue, after configuration
 */
public record TaskRegistration(String taskId, String queue, List<Point> points) {

    public TaskRegistration {
        points = List.copyOf(points);
    }

    /**
     * One resume point; two builds that agree on all of it can resume each other's frames there.
     *
     * @param variables names with their declared types, {@code amount=java.math.BigDecimal}
     */
    public record Point(String label, String phase, List<String> variables) {

        public Point {
            variables = List.copyOf(variables);
        }
    }
}
