package dev.fermata.engine.postgres;

import dev.fermata.engine.store.StoreException;
import dev.fermata.engine.store.WakeChannel.Wake;
import java.sql.PreparedStatement;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends wakes by NOTIFY from a thread and a transaction of its own, because a NOTIFY locks the database at commit. */
final class Notifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** What follows a notification within this time goes together with the next one. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private final Connections connections;
    private final String channel;
    private final Thread thread = new Thread(this::run, "fermata-notifier");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isWanted = lock.newCondition();
    private final Set<Wake> pending = EnumSet.noneOf(Wake.class);
    private boolean isStarted;
    private boolean isClosed;

    Notifier(Connections connections, String channel) {
        this.connections = connections;
        this.channel = channel;
        thread.setDaemon(true);
    }

    void send(Wake wake) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            if (!isStarted) {
                isStarted = true;
                thread.start();
            }
            if (pending.add(wake)) {
                isWanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                notifyOthers(next());
                TimeUnit.NANOSECONDS.sleep(QUIET_NANOS);
            } catch (StoreException | VirtualMachineError e) {
                tell(e);
            } catch (InterruptedException e) {
                LOG.trace("The notifier ends", e);
                goesOn = false;
            }
        }
    }

    private static void tell(Throwable failure) {
        try {
            LOG.debug("A wake-up was not sent; the other nodes find out by polling", failure);
        } catch (VirtualMachineError e) {
            // Out of memory: they find out all the same.
            Thread.onSpinWait();
        }
    }

    private Set<Wake> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty()) {
                isWanted.await();
            }
            Set<Wake> wakes = EnumSet.copyOf(pending);
            pending.clear();
            return wakes;
        } finally {
            lock.unlock();
        }
    }

    private void notifyOthers(Set<Wake> wakes) {
        connections.change(Role.QUERY, connection -> {
            PreparedStatement statement = connection.prepared("select pg_notify(?, s) from unnest(?) s");
            statement.setString(1, channel);
            statement.setArray(
                    2,
                    connection
                            .jdbc()
                            .createArrayOf(
                                    "text", wakes.stream().map(Wake::name).toArray()));
            return statement.execute();
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
        } finally {
            lock.unlock();
        }
        thread.interrupt();
    }
}
