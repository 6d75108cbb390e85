package dev.fermata.engine.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that lives as long as the engine, with its statements prepared once; opened at first use and again after
 * a failure. Used by one thread at a time.
 */
final class KeptConnection {

    private final Connector connector;
    private final String purpose;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private volatile @Nullable Connection connection;

    KeptConnection(Connector connector, String purpose) {
        this.connector = connector;
        this.purpose = purpose;
    }

    /** The open connection. */
    Connection jdbc() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            statements.clear();
            open = connector.open(purpose);
            connection = open;
        }
        return open;
    }

    /** The statement, prepared once for each connection. */
    PreparedStatement prepared(String sql) throws SQLException {
        Connection open = jdbc();
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = open.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** Cuts the connection; may be called while another thread waits for an answer on it. */
    void cut() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                // It is gone, which is all that was wanted.
            }
        }
    }
}
