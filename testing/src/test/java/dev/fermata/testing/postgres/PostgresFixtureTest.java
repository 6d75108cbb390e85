package dev.fermata.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@PostgresFixture(schema = PostgresFixtureTest.OneTable.class)
class PostgresFixtureTest {

    private final TestDatabase database;

    PostgresFixtureTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void serverIsDurable() {
        assertThat(database.value(String.class, "show fsync")).isEqualTo("on");
        assertThat(database.value(String.class, "show synchronous_commit")).isEqualTo("on");
        assertThat(database.value(String.class, "show full_page_writes")).isEqualTo("on");
    }

    @Test
    void embeddedServerIsVersion18() {
        if (TestServer.shared().kind() == TestServer.Kind.EMBEDDED) {
            assertThat(database.value(String.class, "show server_version")).startsWith("18.");
        }
    }

    @Test
    void databasesAreCopiesOfATemplateThatIsCreatedOnce() {
        try (TestDatabase first = TestDatabase.create(OneTable.class);
                TestDatabase second = TestDatabase.create(OneTable.class)) {
            first.update("insert into kept values (?)", 7);
            assertThat(first.rows("select n from kept")).hasSize(1);
            assertThat(second.rows("select n from kept")).isEmpty();
        }
        assertThat(OneTable.CREATED).hasValue(1);
    }

    @Test
    void closedDatabaseIsGoneThoughAConnectionIsOpen() throws SQLException {
        TestDatabase other = TestDatabase.create(TestSchema.Empty.class);
        try (Connection left = other.dataSource().getConnection()) {
            other.close();
            assertThat(left.isValid(2)).isFalse();
        }
        assertThat(database.rows("select 1 from pg_database where datname = ?", other.name()))
                .isEmpty();
    }

    @Test
    void urlUserAndPasswordConnect() throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", database.user());
        credentials.setProperty("password", database.password());
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), credentials)) {
            assertThat(connection.getCatalog()).isEqualTo(database.name());
        }
    }

    @Test
    void serverThatMayLoseCommitsIsRefused() {
        TestServer lossy =
                new TestServer(TestServer.Kind.EXTERNAL, withOption(database, "synchronous_commit=off"), () -> {});
        assertThatThrownBy(lossy::requireDurable).hasMessageContaining("synchronous_commit=off");
    }

    private static String withOption(TestDatabase database, String option) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password() + "&options=-c%20"
                + option;
    }

    @Nested
    class InANestedClass {

        @Test
        void databaseIsTheOuterOne(TestDatabase nested) {
            assertThat(nested).isSameAs(database);
        }
    }

    static final class OneTable implements TestSchema {

        static final AtomicInteger CREATED = new AtomicInteger();

        @Override
        public void createIn(DataSource template) throws SQLException {
            CREATED.incrementAndGet();
            try (Connection connection = template.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept (n int)");
            }
        }
    }
}
