package dev.fermata.engine.attack;

import dev.fermata.engine.FermataEngine;
import dev.fermata.engine.attack.Field.OtherLedger;
import dev.fermata.engine.claim.ClaimPace;
import dev.fermata.engine.postgres.PostgresSettings;
import dev.fermata.engine.postgres.PostgresStore;
import dev.fermata.engine.trigger.TriggerTransaction;
import dev.fermata.engine.worker.WorkerSettings;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine with the tasks of an attack, in this process, and what it stands on. */
record Node(FermataEngine engine, PostgresStore store) implements AutoCloseable {

    /**
     * Where it works.
     *
     * @param url of the engine's database
     * @param otherUrl of the database with the other ledger
     * @param classes directory of the compiled tasks
     */
    record Ground(String url, String otherUrl, String user, String password, Path classes) {

        Supplier<Connection> connections(String to) {
            return () -> {
                try {
                    return DriverManager.getConnection(to, user, password);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            };
        }
    }

    static Node open(Ground where, WorkerSettings settings, Watcher watcher, Field.Orders orders, Fault fault) {
        PostgresStore store = new PostgresStore(PostgresSettings.of(where.url(), where.user(), where.password()));
        Supplier<Connection> own = where.connections(where.url());
        JdbcSteps steps = new JdbcSteps(own, watcher, fault);
        Field field = new Field(steps, OtherLedger.over(where.connections(where.otherUrl())), watcher, orders);
        FermataEngine engine = FermataEngine.builder(
                        WatchedStores.of(fault.in(store.ports(), own), watcher), new OwnTransaction(store))
                .task(tasks(where.classes(), field))
                .stepTransactions(steps)
                .worker(settings)
                .build();
        return new Node(engine, store);
    }

    static WorkerSettings settings(String name, int concurrency, Duration lease) {
        return WorkerSettings.DEFAULT
                .withName(name)
                .withConcurrency(concurrency)
                .withLease(lease)
                .withPace(new ClaimPace(concurrency, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    private static Object tasks(Path classes, Field field) {
        try {
            // Open as long as the process is: the tasks run from it.
            ClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Node.class.getClassLoader());
            return loader.loadClass("attack.AttackTasks")
                    .getConstructor(Field.class)
                    .newInstance(field);
        } catch (ReflectiveOperationException | MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        engine.drain(Duration.ZERO);
        store.close();
    }

    private record OwnTransaction(PostgresStore store) implements TriggerTransaction {

        @Override
        public <T> T call(Function<Connection, T> work) {
            return store.onOwnConnection(work);
        }

        @Override
        public void afterCommit(Runnable action) {
            action.run();
        }
    }
}
