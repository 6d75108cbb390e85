package dev.fermata.engine.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens the engine's own connections and pins what they need of their session. */
final class Connector {

    /**
     * Statements bind arrays, which the planner would otherwise plan anew each time. A generic plan is kept for as long
     * as the connection lives, and it may have been made while the tables were empty, when reading all of a table looks
     * cheapest: so every way to read a table other than by index and nested loop is switched off.
     */
    private static final String PLANS = "set plan_cache_mode = force_generic_plan; set jit = off;"
            + " set enable_seqscan = off; set enable_bitmapscan = off;"
            + " set enable_hashjoin = off; set enable_mergejoin = off;";

    /** A role or database may have other defaults. Raises what is off; a stronger setting is left alone. */
    private static final String PROMISES = "set default_transaction_isolation = 'read committed';"
            + " select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    private final PostgresSettings settings;

    Connector(PostgresSettings settings) {
        this.settings = settings;
    }

    /** A connection in autocommit mode whose statements are prepared at first use. */
    Connection open(String purpose) throws SQLException {
        Connection connection = connect(purpose, settings.readTimeout());
        try (Statement statement = connection.createStatement()) {
            statement.execute(PLANS + PROMISES);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that may wait for ever. */
    Connection openListener() throws SQLException {
        return connect("listen", Duration.ZERO);
    }

    private Connection connect(String purpose, Duration readTimeout) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(settings.url());
        if (settings.user() != null) {
            source.setUser(settings.user());
        }
        if (settings.password() != null) {
            source.setPassword(settings.password());
        }
        if (source.getSocketFactory() == null) {
            source.setSocketFactory(PromptSocketFactory.class.getName());
        }
        source.setApplicationName(settings.applicationName() + " " + purpose);
        source.setConnectTimeout(seconds(settings.connectTimeout()));
        source.setLoginTimeout(seconds(settings.connectTimeout()));
        source.setPrepareThreshold(1);
        source.setTcpKeepAlive(true);
        Connection connection = source.getConnection();
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(readTimeout.toMillis(), Integer.MAX_VALUE));
        return connection;
    }

    private static int seconds(Duration time) {
        return (int) Math.min(time.toSeconds(), Integer.MAX_VALUE / 1000);
    }
}
