package dev.fermata.engine.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Which database of which running server a connection leads to, whatever host names and proxies are on the way. */
final class DatabaseIdentity {

    private static final String IDENTITY = """
            select extract(epoch from pg_postmaster_start_time())::text || '/' || d.oid || '/' || d.datname
            from pg_database d where d.datname = current_database()""";

    private DatabaseIdentity() {}

    static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(IDENTITY)) {
            row.next();
            return row.getString(1);
        }
    }
}
