package dev.fermata.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.engine.EngineFixture.Node;
import dev.fermata.engine.model.RunId;
import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.transact.StepTransactions;
import dev.fermata.testing.postgres.FermataSchema;
import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps of branches that commit together with their checkpoint. */
@PostgresFixture(schema = FermataSchema.class)
@Timeout(120)
class TransactedBranchTest {

    private final TestDatabase database;
    private final EngineFixture cluster;
    private final CountDownLatch never = new CountDownLatch(1);

    TransactedBranchTest(TestDatabase database) {
        this.database = database;
        this.cluster = new EngineFixture(database);
    }

    @BeforeEach
    void createTable() {
        database.execute("drop table if exists public.deed; create table public.deed (item text)");
    }

    @AfterEach
    void stop() {
        never.countDown();
        cluster.close();
    }

    @Test
    void theEffectOfEachBranchIsThereOnce() {
        Transactions transactions = new Transactions();
        Node node = started(transactions);

        RunId run = node.trigger("forker");

        assertThat(node.output(run)).isEqualTo("\"[a:1,b1, a:2,b2],b\"");
        assertThat(deeds()).containsExactly("1", "2");
    }

    @Test
    void aBranchWhoseStepCommittedIsNotExecutedAgainAfterACrash() {
        Transactions stuck = new Transactions();
        stuck.committed = this::hang;
        Node dying = started(stuck);
        RunId run = dying.trigger("forker");
        await().until(() -> deeds().equals(List.of("1", "2")));
        Node survivor = started(new Transactions());

        dying.kill();

        assertThat(survivor.output(run)).isEqualTo("\"[a:1,b1, a:2,b2],b\"");
        assertThat(survivor.tasks().calls()).containsExactly("b");
        assertThat(deeds()).containsExactly("1", "2");
    }

    @Test
    void whoLostTheClaimCommitsNothing() {
        CountDownLatch lost = new CountDownLatch(1);
        Transactions late = new Transactions();
        Node paused = started(late);
        late.written = () -> awaitUninterruptibly(lost);
        RunId run = paused.trigger("forker");
        await().until(() -> paused.tasks().calls().containsAll(List.of("b:1", "b:2")));
        database.update(
                "update fermata.worker set epoch = epoch + 1, gone_at = clock_timestamp(), lease_until = clock_timestamp()");
        database.update("update fermata.active_run set worker = null, lost_claims = lost_claims + 1");
        Node survivor = started(new Transactions());
        String output = survivor.output(run);

        lost.countDown();
        await().until(() -> late.ended == 2);

        assertThat(output).isEqualTo("\"[a:1,b1, a:2,b2],b\"");
        assertThat(deeds()).containsExactly("1", "2");
    }

    private Node started(Transactions transactions) {
        Node node = cluster.node(transactions);
        for (String item : List.of("1", "2")) {
            node.tasks().on("b:" + item, () -> {
                transactions.insert(item);
                return "b" + item;
            });
        }
        node.engine().start();
        return node;
    }

    private List<String> deeds() {
        return database.rows("select item from public.deed order by item").stream()
                .map(row -> String.valueOf(row.get("item")))
                .toList();
    }

    private void hang() {
        awaitUninterruptibly(never);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                open = latch.getCount() == 0;
            }
        }
    }

    /** A connection a step of a branch. */
    private final class Transactions implements StepTransactions {

        @SuppressWarnings("ThreadLocalUsage") // one for each test
        private final ThreadLocal<Connection> current = new ThreadLocal<>();

        private volatile Runnable written = () -> {};
        private volatile Runnable committed = () -> {};
        private volatile int ended;

        @Override
        public Optional<Source> of(TaskBean bean, Method step) {
            return step.getName().equals("b") ? Optional.of(this::open) : Optional.empty();
        }

        void insert(String item) throws SQLException {
            try (PreparedStatement insert =
                    current.get().prepareStatement("insert into public.deed (item) values (?)")) {
                insert.setString(1, item);
                insert.executeUpdate();
            }
        }

        private Open open() {
            try {
                Connection connection = database.dataSource().getConnection();
                connection.setAutoCommit(false);
                current.set(connection);
                return new Transaction(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private final class Transaction implements Open {

            private final Connection connection;

            Transaction(Connection connection) {
                this.connection = connection;
            }

            @Override
            public Connection written() {
                written.run();
                return connection;
            }

            @Override
            public void commit() {
                try {
                    connection.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
                committed.run();
            }

            @Override
            public void end() {
                try {
                    if (!connection.isClosed()) {
                        connection.rollback();
                        connection.close();
                        synchronized (Transactions.this) {
                            ended++;
                        }
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
