package dev.fermata.engine.postgres;

import static dev.fermata.engine.postgres.StoreFixture.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.model.Claim;
import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.WriteResult;
import dev.fermata.engine.store.WakeChannel.Listening;
import dev.fermata.engine.store.WakeChannel.Wake;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the engine does on connections of the host leaves nothing behind in their session: behind a proxy that pools
 * transactions the next statement is on another connection, and this one is somebody else's.
 */
@Timeout(60)
@PostgresFixture(schema = FermataSchema.class)
class HostSessionTest {

    /** All that a session can hold beyond its transaction, but for the driver's prepared statements. */
    private static final String SESSION = """
            select 'setting ' || name || ' = ' || setting from pg_settings
            where source = 'session' or name = 'idle_in_transaction_session_timeout'
            union all select 'listens on ' || c from pg_listening_channels() c
            union all select 'holds advisory lock ' || objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
            union all select 'cursor ' || name from pg_cursors where is_holdable
            union all select 'prepared by hand ' || name from pg_prepared_statements where from_sql
            union all select 'temporary ' || relname from pg_class where relnamespace = pg_my_temp_schema()
            order by 1""";

    private final TestDatabase database;
    private final StoreFixture fixture;
    private final Fence worker;
    private Connection host;

    HostSessionTest(TestDatabase database) {
        this.database = database;
        this.fixture = StoreFixture.empty(database);
        this.worker = fixture.worker();
    }

    @BeforeEach
    void connect() throws SQLException {
        host = database.dataSource().getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        host.close();
        fixture.close();
    }

    @Test
    void triggeringLeavesTheSessionAsItWas() throws SQLException {
        List<String> before = session();
        host.setAutoCommit(false);
        fixture.runs.accept(host, List.of(StoreFixture.newRun(StoreFixture.TASK, "key", "request", Duration.ZERO)));
        fixture.runs.accept(host, List.of(StoreFixture.newRun(StoreFixture.TASK, "key", "request", Duration.ZERO)));
        host.commit();

        assertThat(session()).isEqualTo(before);

        assertThat(fixture.attempts.claim(worker, 10)).hasSize(1);
    }

    @Test
    void aCheckpointInAStepsTransactionLeavesTheSessionAsItWas() throws SQLException {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        List<String> before = session();
        host.setAutoCommit(false);
        assertThat(fixture.store.ports().transacted().write(host, worker, checkpoint(claim, 1)))
                .isEqualTo(WriteResult.WRITTEN);
        host.commit();

        assertThat(session()).isEqualTo(before);

        host.setAutoCommit(false);
        fixture.store.ports().transacted().write(host, worker, checkpoint(claim, 2));
        host.rollback();
        assertThat(session()).isEqualTo(before);
        assertThat(fixture.find(run).checkpoints()).hasSize(1);
    }

    /** A NOTIFY takes a lock on the whole database at commit, in which the host would wait. */
    @Test
    void nothingIsAnnouncedByATransactionOfTheHost() throws Exception {
        RunId run = fixture.run();
        Claim claim = fixture.claim(worker);
        BlockingQueue<Wake> heard = new LinkedBlockingQueue<>();
        try (Listening listening = fixture.store.ports().wake().listen(heard::add)) {
            await().until(() -> heard.size() == Wake.values().length);
            heard.clear();
            host.setAutoCommit(false);
            fixture.runs.accept(host, List.of(StoreFixture.newRun(StoreFixture.TASK, null, null, Duration.ZERO)));
            assertThat(fixture.store.ports().transacted().write(host, worker, checkpoint(claim, 1)))
                    .isEqualTo(WriteResult.WRITTEN);
            host.commit();
            try (Statement statement = host.createStatement()) {
                statement.execute("notify fermata, 'CANCELED'");
            }
            host.commit();

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(Wake.CANCELED);
            assertThat(listening.isLive()).isTrue();
        }
        assertThat(fixture.find(run).checkpoints()).hasSize(1);
    }

    private List<String> session() throws SQLException {
        host.setAutoCommit(true);
        List<String> found = new java.util.ArrayList<>();
        try (Statement statement = host.createStatement();
                ResultSet row = statement.executeQuery(SESSION)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }
}
