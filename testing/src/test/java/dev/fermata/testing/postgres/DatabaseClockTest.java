package dev.fermata.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@PostgresFixture(schema = DatabaseClockTest.Clock.class)
class DatabaseClockTest {

    @Test
    void advancedClockMovesStatementsDefaultsAndFunctions(DatabaseClock clock, TestDatabase database) {
        OffsetDateTime before = clock.now();
        clock.advance(Duration.ofDays(3).plusMillis(250));
        assertThat(Duration.between(before, clock.now()))
                .isBetween(
                        Duration.ofDays(3).plusMillis(250), Duration.ofDays(3).plusSeconds(20));
        database.execute("insert into event default values");
        assertThat(database.value(
                        Boolean.class,
                        "select at > clock_timestamp() + interval '2 days' and tomorrow() > at from event"))
                .isTrue();
    }

    @Test
    void openConnectionSeesTheMoveInItsNextStatement(DatabaseClock clock, TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create temp table seen as select fermata.now() as at");
            clock.advance(Duration.ofHours(-1));
            try (var rows = statement.executeQuery("select fermata.now() < at from seen")) {
                assertThat(rows.next() && rows.getBoolean(1)).isTrue();
            }
        }
    }

    static final class Clock implements TestSchema {

        @Override
        public void createIn(DataSource template) throws SQLException {
            try (Connection connection = template.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create schema fermata;"
                        + "create function fermata.now() returns timestamptz language sql stable parallel safe"
                        + " return pg_catalog.statement_timestamp();"
                        + "create table event (at timestamptz default fermata.now());"
                        + "create function tomorrow() returns timestamptz language sql stable"
                        + " return fermata.now() + interval '1 day'");
            }
        }
    }
}
