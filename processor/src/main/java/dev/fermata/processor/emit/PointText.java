package dev.fermata.processor.emit;

import dev.fermata.processor.model.CompiledTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The resume points of a machine as the text that {@code ResumePoint.list} reads.
 *
 * @param variables one a line
 * @param points one a line
 */
record PointText(String variables, String points) {

    static PointText of(List<CompiledTask.Point> points) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        StringBuilder lines = new StringBuilder();
        for (CompiledTask.Point point : points) {
            lines.append(point.phase())
                    .append(' ')
                    .append(point.slots().stream()
                            .map(slot -> String.valueOf(numbers.computeIfAbsent(spec(slot), added -> numbers.size())))
                            .collect(Collectors.joining(",")))
                    .append(' ')
                    .append(point.label())
                    .append('\n');
        }
        String variables = numbers.keySet().stream().map(spec -> spec + "\n").collect(Collectors.joining());
        return new PointText(variables, lines.toString());
    }

    private static String spec(CompiledTask.Slot slot) {
        return slot.name().equals(slot.field()) ? slot.name() : slot.name() + "=" + slot.field();
    }
}
