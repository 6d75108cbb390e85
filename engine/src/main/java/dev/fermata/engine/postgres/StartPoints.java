package dev.fermata.engine.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resume point at which new runs of a task stand. Looked up once for each task, and added where no worker has
 * registered the task yet; on the engine's own connection, so that an open transaction of the host never holds it.
 */
final class StartPoints {

    private static final String ADD = """
            insert into fermata.resume_point (task_id, label, phase, variables, digest) values (?, ?, ?, ?, ?)
            on conflict do nothing""";

    private static final String FIND = """
            select id from fermata.resume_point where task_id = ? and digest = ?""";

    private final Connections connections;
    private final String add;
    private final String find;
    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    StartPoints(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.add = schema.text(ADD);
        this.find = schema.text(FIND);
    }

    int of(String taskId) {
        Integer id = known.get(taskId);
        if (id == null) {
            id = connections.read(Role.QUERY, connection -> lookUp(connection, taskId));
            known.put(taskId, id);
        }
        return id;
    }

    private int lookUp(KeptConnection connection, String taskId) throws java.sql.SQLException {
        while (true) {
            PreparedStatement statement = connection.prepared(find);
            statement.setString(1, taskId);
            statement.setObject(2, PointKey.START.digest());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getInt(1);
                }
            }
            PreparedStatement insert = connection.prepared(add);
            insert.setString(1, taskId);
            insert.setString(2, PointKey.START.label());
            insert.setString(3, PointKey.START.phase());
            insert.setString(4, PointKey.START.variables());
            insert.setObject(5, PointKey.START.digest());
            insert.executeUpdate();
        }
    }
}
