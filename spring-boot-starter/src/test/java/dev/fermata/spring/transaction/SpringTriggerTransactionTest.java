package dev.fermata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** When a trigger wakes the workers: it never does before there is a run for them. */
@PostgresFixture
class SpringTriggerTransactionTest {

    private static TestDatabase database;
    private static DataSource dataSource;
    private static PostgresStore store;
    private static TransactionTemplate host;
    private static TransactionTemplate elsewhere;
    private static SpringTriggerTransaction transaction;

    private final AtomicInteger wakeUps = new AtomicInteger();

    @BeforeAll
    static void open(TestDatabase fresh) {
        database = fresh;
        database.execute("create table work (id int)");
        store = new PostgresStore(PostgresSettings.of(database.jdbcUrl(), database.user(), database.password()));
        dataSource = dataSource(database);
        host = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        elsewhere = new TransactionTemplate(new DataSourceTransactionManager(dataSource(database)));
        transaction = new SpringTriggerTransaction(dataSource, store::onOwnConnection);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void workersAreWokenAfterTheCommitAndNotBefore() {
        host.executeWithoutResult(status -> {
            transaction.afterCommit(() -> {
                assertThat(database.rows("select from work"))
                        .as("what a worker sees")
                        .hasSize(1);
                wakeUps.incrementAndGet();
            });
            new JdbcTemplate(dataSource).execute("insert into work values (1)");
            assertThat(wakeUps).as("before the commit").hasValue(0);
        });

        assertThat(wakeUps).hasValue(1);
    }

    @Test
    void workersAreNotWokenWhenTheTransactionIsRolledBack() {
        host.executeWithoutResult(status -> {
            transaction.afterCommit(wakeUps::incrementAndGet);
            status.setRollbackOnly();
        });

        assertThat(wakeUps).hasValue(0);
    }

    @Test
    void workersAreWokenAtOnceWhereTheTriggerHasCommittedByItself() {
        transaction.afterCommit(wakeUps::incrementAndGet);
        assertThat(wakeUps).as("outside any transaction").hasValue(1);

        elsewhere.executeWithoutResult(status -> {
            transaction.afterCommit(wakeUps::incrementAndGet);
            assertThat(wakeUps).as("in a transaction of another data source").hasValue(2);
        });
        assertThat(wakeUps).hasValue(2);
    }

    private static DataSource dataSource(TestDatabase database) {
        return new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    }
}
