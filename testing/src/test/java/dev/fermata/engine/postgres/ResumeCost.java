package dev.fermata.engine.postgres;

import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL says a resume costs, by {@code explain (analyze, buffers)} of the engine's own statements.
 *
 * @param rows checkpoint rows read
 * @param buffers pages touched
 */
record ResumeCost(int rows, int buffers) {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    static ResumeCost of(TestDatabase database, StoredRun run) {
        UUID id = run.id().value();
        String last = "with claimed as (select run_id, task_id, queue, claim_number, " + run.sequence()
                + " as sequence, failed_attempts, lost_claims, cancel_requested, available_at"
                + " from fermata.active_run where run_id = '" + id + "') " + ClaimRows.SELECT;
        Set<Integer> needed = run.neededRows();
        String rest = FrameRows.READ.replace(
                "unnest(?, ?)",
                "unnest(array_fill('" + id + "'::uuid, array[" + needed.size() + "]), array["
                        + needed.stream().map(String::valueOf).collect(Collectors.joining(",")) + "]::int[])");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off; set enable_bitmapscan = off;"
                    + " set enable_hashjoin = off; set enable_mergejoin = off;");
            // The first time also reads what the planner and the page cache need.
            explain(statement, last);
            explain(statement, rest);
            int buffers = explain(statement, last) + (needed.isEmpty() ? 0 : explain(statement, rest));
            return new ResumeCost(1 + needed.size(), buffers);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int explain(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery("explain (analyze, buffers, costs off, timing off) " + sql)) {
            String plan = "";
            while (row.next()) {
                plan += row.getString(1) + "\n";
            }
            if (plan.contains("Seq Scan on checkpoint") || plan.contains("Seq Scan on run")) {
                throw new AssertionError("the resume reads a whole table:\n" + plan);
            }
            Matcher first = BUFFERS.matcher(plan);
            if (!first.find()) {
                throw new AssertionError("no buffers in\n" + plan);
            }
            return number(first.group(1)) + number(first.group(2));
        }
    }

    private static int number(@Nullable String group) {
        return group == null ? 0 : Integer.parseInt(group);
    }
}
