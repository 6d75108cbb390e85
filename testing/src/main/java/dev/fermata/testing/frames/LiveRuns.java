package dev.fermata.testing.frames;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Where the runs of a database stand that have not ended. */
final class LiveRuns {

    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * While a worker holds a run, its row is behind; its last checkpoint is not. A run that stands before a fork stands at
     * the places of its branches, too.
     */
    private static final String RUNS = """
            with alive as (
                select a.run_id, r.task_id, coalesce(
                    (select c.resume_point from fermata.checkpoint c
                     where c.run_id = a.run_id order by c.sequence desc limit 1),
                    a.resume_point) as resume_point
                from fermata.active_run a join fermata.run r on r.id = a.run_id
            ),
            standing as (
                select run_id, task_id, resume_point from alive
                union
                select a.run_id, a.task_id, b.resume_point from alive a join fermata.branch b on b.run_id = a.run_id
            )
            select s.task_id, p.label, p.phase, p.variables, count(*),
                (array_agg(s.run_id order by s.run_id))[1:20]
            from standing s join fermata.resume_point p on p.id = s.resume_point
            group by s.task_id, p.label, p.phase, p.variables
            order by s.task_id, p.label, p.phase, p.variables""";

    private final DataSource database;
    private final String schema;

    LiveRuns(DataSource database, String schema) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "FERMATA-2403: '" + schema + "' is no name of a schema. Give the one that fermata.schema names.");
        }
        this.database = database;
        this.schema = schema;
    }

    /** @param examples ids of some of the runs */
    record At(String taskId, String label, String phase, List<String> variables, long count, List<UUID> examples) {}

    List<At> read() {
        List<At> places = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RUNS.replace("fermata.", '"' + schema + "\"."))) {
            while (row.next()) {
                String variables = row.getString(4);
                places.add(new At(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        variables.isEmpty() ? List.of() : Arrays.asList(variables.split(",", -1)),
                        row.getLong(5),
                        Arrays.asList((UUID[]) row.getArray(6).getArray())));
            }
            return places;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "FERMATA-2404: the runs of schema '" + schema + "' cannot be read: " + e.getMessage()
                            + ". Connect to the database of the application as a user who may read that schema.",
                    e);
        }
    }
}
