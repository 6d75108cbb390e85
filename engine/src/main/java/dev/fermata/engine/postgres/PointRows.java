package dev.fermata.engine.postgres;

import dev.fermata.engine.model.TaskRegistration;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Resume points of several tasks as statements bind them: one array a column. */
record PointRows(List<String> tasks, List<PointKey> keys) {

    /** All that tasks are registered with, and where each of them starts. */
    static PointRows of(List<TaskRegistration> registrations) {
        List<String> tasks = new ArrayList<>();
        List<PointKey> keys = new ArrayList<>();
        for (TaskRegistration task : registrations) {
            Stream.concat(Stream.of(PointKey.START), task.points().stream().map(PointKey::of))
                    .distinct()
                    .forEach(key -> {
                        tasks.add(task.taskId());
                        keys.add(key);
                    });
        }
        return new PointRows(tasks, keys);
    }

    static PointRows of(String task, PointKey key) {
        return new PointRows(List.of(task), List.of(key));
    }

    /** Binds task, label, phase, variables and digest, from parameter {@code from} on. */
    void bindAll(PreparedStatement statement, int from) throws SQLException {
        setTexts(statement, from, tasks.stream());
        setTexts(statement, from + 1, keys.stream().map(PointKey::label));
        setTexts(statement, from + 2, keys.stream().map(PointKey::phase));
        setTexts(statement, from + 3, keys.stream().map(PointKey::variables));
        setDigests(statement, from + 4);
    }

    /** Binds task and digest. */
    void bindKeys(PreparedStatement statement, int from) throws SQLException {
        setTexts(statement, from, tasks.stream());
        setDigests(statement, from + 1);
    }

    static void setTexts(PreparedStatement statement, int at, Stream<String> texts) throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf("text", texts.toArray()));
    }

    private void setDigests(PreparedStatement statement, int at) throws SQLException {
        Object[] digests = keys.stream().map(PointKey::digest).toArray(UUID[]::new);
        statement.setArray(at, statement.getConnection().createArrayOf("uuid", digests));
    }
}
