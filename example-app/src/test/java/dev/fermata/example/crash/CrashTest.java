package dev.fermata.example.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.testing.postgres.PostgresFixture;
import dev.fermata.testing.postgres.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes execute a hundred orders and are killed again and again; the ledger that the steps wrote tells afterwards
 * what was executed. Repeat a run with {@code -Dfermata.test.seed=…}.
 */
@PostgresFixture
class CrashTest {

    private static final int RUNS = 100;
    private static final int ROUNDS = 6;
    private static final int MOST_GROWTH = 60;

    private final List<Node> nodes = new ArrayList<>();
    private final Set<Long> pids = new HashSet<>();
    private TestDatabase database;
    private Random random;
    private int triggered;

    @BeforeEach
    void begin(TestDatabase fresh) {
        database = fresh;
        long seed = Long.getLong("fermata.test.seed", System.nanoTime());
        random = new Random(seed);
        System.out.println("crash test: seed " + seed);
    }

    @AfterEach
    void end() {
        nodes.forEach(Node::close);
    }

    @Test
    void everyRunCompletesOnceAndNoStepIsRepeatedAfterItsCheckpointThoughNodesAreKilledAllTheTime() throws Exception {
        start();
        nodes.get(0).trigger(++triggered);
        start();
        int kills = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            trigger(RUNS * round / ROUNDS);
            awaitLedger(count("shop.ledger") + 1 + random.nextInt(MOST_GROWTH));
            kills += kill(random.nextInt(2));
            if (random.nextInt(4) == 0) {
                kills += kill(0);
            }
            while (nodes.size() < 2) {
                start();
            }
        }
        awaitEnd();
        System.out.println("crash test: " + kills + " kills, processes " + pids);

        assertThat(pids).hasSize(2 + kills);
        everyRunCompletedOnce();
        everyStepWasExecuted();
        noStepWasRepeatedAfterItsCheckpoint();
        everyOrderWasPaidOnce();
        runsWereTakenOver();
    }

    private void everyRunCompletedOnce() {
        assertThat(database.rows("select state, count(*)::int as runs from fermata.run group by state"))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("state", "COMPLETED").containsEntry("runs", RUNS));
        assertThat(count("fermata.active_run")).isZero();
        assertThat(count("fermata.dead_letter")).isZero();
    }

    private void everyStepWasExecuted() {
        assertThat(database.rows("""
                        select expected.* from (
                            select id as order_id, step from generate_series(1, ?) id, unnest(array ['load', 'charge', 'confirm']) step
                            union all
                            select order_id, 'reserve ' || position from shop.order_line where order_id <= ?
                        ) expected
                        full join (select distinct order_id, step from shop.ledger) done using (order_id, step)
                        where expected.order_id is null or done.order_id is null""", RUNS, RUNS)).isEmpty();
        assertThat(database.rows(
                        "select order_id, step from shop.ledger group by 1, 2 having count(distinct occurrence) > 1"))
                .as("one occurrence of each step in each run")
                .isEmpty();
    }

    /** An occurrence is named after its run and the number of the checkpoint that it led to. */
    private void noStepWasRepeatedAfterItsCheckpoint() {
        assertThat(database.rows("""
                        select l.*, c.committed_at
                        from shop.ledger l
                        left join fermata.checkpoint c
                            on c.run_id = replace(split_part(l.occurrence, '/', 1), 'run_', '')::uuid
                            and c.sequence = split_part(l.occurrence, '/', 2)::int
                        where c.committed_at is null or l.at > c.committed_at""")).isEmpty();
    }

    private void everyOrderWasPaidOnce() {
        assertThat(database.rows("select order_id from shop.payment group by order_id having count(*) > 1"))
                .isEmpty();
        assertThat(count("shop.payment")).isEqualTo(RUNS);
    }

    private void runsWereTakenOver() {
        assertThat(database.rows(
                        "select order_id from shop.ledger group by order_id having count(distinct process) > 1"))
                .as("runs that more than one process worked on")
                .isNotEmpty();
    }

    private void start() {
        Node node = Node.start(database);
        nodes.add(node);
        pids.add(node.pid());
        System.out.println("crash test: process " + node.pid() + " started");
    }

    private int kill(int index) {
        if (index >= nodes.size()) {
            return 0;
        }
        Node node = nodes.remove(index);
        node.kill();
        System.out.println("crash test: process " + node.pid() + " killed after " + count("shop.ledger") + " steps");
        return 1;
    }

    /** The answer may be lost with its process: then the same is triggered again, elsewhere. */
    private void trigger(int upTo) throws InterruptedException {
        while (triggered < upTo) {
            Node node = anyReady();
            try {
                node.trigger(triggered + 1);
                triggered++;
            } catch (IOException e) {
                System.out.println("crash test: process " + node.pid() + " did not answer: " + e);
            }
        }
    }

    /** One that answers already, if there is one. */
    private Node anyReady() {
        List<Node> ready = nodes.stream().filter(Node::isReady).toList();
        return ready.isEmpty() ? nodes.get(0) : ready.get(random.nextInt(ready.size()));
    }

    private void awaitLedger(long steps) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> count("shop.ledger") >= steps || count("fermata.active_run") == 0);
    }

    private void awaitEnd() {
        try {
            await().atMost(Duration.ofMinutes(3)).until(() -> count("fermata.active_run") == 0);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    database.rows("select * from fermata.active_run") + "\n"
                            + nodes.get(0).tail(),
                    e);
        }
    }

    private long count(String table) {
        Long rows = database.value(Long.class, "select count(*) from " + table);
        return rows == null ? 0 : rows;
    }
}
