package dev.fermata.example.postgres;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Where the application finds the server that it has brought along. Closed after everything that connects to it. */
final class LocalPostgresDetails implements JdbcConnectionDetails, AutoCloseable {

    private final LocalPostgres server;

    LocalPostgresDetails(LocalPostgres server) {
        this.server = server;
    }

    @Override
    public String getJdbcUrl() {
        return server.url();
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void close() {
        server.close();
    }
}
