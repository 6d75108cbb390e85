package dev.fermata.spring.database;

import dev.fermata.spring.properties.DatasourceProperties;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The application's database as the engine sees it.
 *
 * @param dataSource whose transactions triggers join; null where the application has none
 * @param url JDBC URL for the engine's own connections
 * @param user null when the URL or the environment says it
 * @param password null when the URL or the environment says it
 */
public record HostDatabase(
        @Nullable DataSource dataSource,
        String url,
        @Nullable String user,
        @Nullable String password) {

    private static final String PRODUCT = "PostgreSQL";

    /**
     * Looks where the data source leads.
     *
     * @param own an address that wins over the data source's
     * @param details where Boot's own data source gets its address from; null where it has none
     * @throws DatabaseException it is not PostgreSQL, cannot be reached, or does not tell its credentials
     */
    public static HostDatabase of(
            @Nullable DataSource dataSource, DatasourceProperties own, @Nullable JdbcConnectionDetails details) {
        String url = dataSource == null ? null : urlOf(dataSource);
        if (own.url() != null) {
            return new HostDatabase(dataSource, own.url(), own.username(), own.password());
        }
        if (dataSource == null || url == null) {
            throw DatabaseException.noDataSource(0);
        }
        Credentials credentials = Credentials.of(dataSource, details);
        if (credentials == null) {
            throw DatabaseException.unknownCredentials(dataSource.getClass().getName(), url);
        }
        return new HostDatabase(dataSource, url, credentials.user(), credentials.password());
    }

    /**
     * The data source that is marked, the only or primary one otherwise; null where there is none.
     *
     * @throws DatabaseException there are several and nothing says which
     */
    public static @Nullable DataSource choose(ObjectProvider<DataSource> marked, ObjectProvider<DataSource> all) {
        DataSource chosen = marked.getIfAvailable(all::getIfUnique);
        long found = all.stream().count();
        if (chosen == null && found > 0) {
            throw DatabaseException.noDataSource(found);
        }
        return chosen;
    }

    private static String urlOf(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            if (!PRODUCT.equals(database.getDatabaseProductName())) {
                throw DatabaseException.notPostgres(database.getDatabaseProductName(), database.getURL());
            }
            return database.getURL();
        } catch (SQLException e) {
            throw DatabaseException.unreachable("", e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "HostDatabase[" + url + ", user " + user + "]";
    }
}
