package dev.fermata.spring.properties;

import org.jspecify.annotations.Nullable;

/**
 * The engine's own connections. They must lead to the database of the application's data source; an address of its own is
 * needed where that one is a transaction-pooling proxy, or where it cannot be read from the data source.
 *
 * @param url JDBC URL; default: that of the application's data source
 * @param username user name; default: that of the application's data source
 * @param password password; default: that of the application's data source
 */
public record DatasourceProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    public DatasourceProperties {
        PropertyException.require(
                url == null || url.startsWith("jdbc:postgresql:"),
                "fermata.datasource.url",
                String.valueOf(url),
                "the URL of a PostgreSQL database, jdbc:postgresql://host:port/database");
        PropertyException.require(
                url != null || (username == null && password == null),
                "fermata.datasource.username",
                String.valueOf(username),
                "left out unless fermata.datasource.url is set too");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatasourceProperties[url=" + url + ", username=" + username + "]";
    }
}
