package dev.fermata.testing.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of one test class, with what a test needs to look into it. */
public final class TestDatabase implements AutoCloseable {

    private final TestServer server;
    private final String name;
    private final PGSimpleDataSource source;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
        this.source = server.database(name);
    }

    /** A new database on the server of this JVM; the caller closes it. Tests take theirs from {@link PostgresFixture}. */
    public static TestDatabase create(Class<? extends TestSchema> schema) {
        TestServer server = TestServer.shared();
        return new TestDatabase(server, Templates.copy(server, schema));
    }

    /**
     * A new database on a server that the test started itself; it goes with its server.
     *
     * @param url JDBC URL of another database there, with a user that may create one
     */
    public static TestDatabase createAt(String url, String name, Class<? extends TestSchema> schema) {
        TestServer server = new TestServer(TestServer.Kind.EXTERNAL, url, () -> {});
        TestDatabase database = new TestDatabase(server, name);
        try (Connection connection = server.maintenance().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            schema.getDeclaredConstructor().newInstance().createIn(database.source);
            return database;
        } catch (Exception e) {
            throw new IllegalStateException("The database " + name + " cannot be created at " + url, e);
        }
    }

    /** With neither user nor password in it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + name;
    }

    public String host() {
        return source.getServerNames()[0];
    }

    public int port() {
        int port = source.getPortNumbers()[0];
        return port == 0 ? 5432 : port;
    }

    public String name() {
        return name;
    }

    public String user() {
        String user = source.getUser();
        return user == null ? "postgres" : user;
    }

    /** Empty where the server asks for none. */
    public String password() {
        String password = source.getPassword();
        return password == null ? "" : password;
    }

    /** A new connection each time, not pooled. */
    public DataSource dataSource() {
        return source;
    }

    /** Runs one or several statements without parameters. */
    public void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** Runs one statement; answers how many rows it changed. */
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** All rows of a query, each by column name in order. */
    public List<Map<String, @Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Map<String, @Nullable Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /** The only column of the only row of a query. */
    public <T> @Nullable T value(Class<T> type, String sql, @Nullable Object... parameters) {
        List<Map<String, @Nullable Object>> all = rows(sql, parameters);
        if (all.size() != 1 || all.get(0).size() != 1) {
            throw new IllegalStateException(sql + " is to yield one value, but yields " + all);
        }
        return type.cast(all.get(0).values().iterator().next());
    }

    @Override
    public void close() {
        Templates.drop(server, name);
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
