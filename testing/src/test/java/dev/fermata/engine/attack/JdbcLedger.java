package dev.fermata.engine.attack;

import dev.fermata.engine.attack.Field.Occurrence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The ledger in another database: each entry is a commit of its own. */
final class JdbcLedger implements Field.OtherLedger {

    private final Supplier<Connection> connect;
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

    JdbcLedger(Supplier<Connection> connect) {
        this.connect = connect;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public void add(Occurrence at, boolean failed) {
        int unused = with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into deed (run, sequence, n, step, pid, failed) values (?, ?, ?, ?, ?, ?)")) {
                at.bind(insert);
                insert.setBoolean(6, failed);
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public boolean hasFailed(Occurrence at) {
        return with(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select exists (select from deed where run = ? and step = ? and failed)")) {
                query.setObject(1, at.run().value());
                query.setString(2, at.step());
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private <T> T with(Work<T> work) {
        Connection free = idle.poll();
        Connection connection = free == null ? connect.get() : free;
        try {
            T result = work.on(connection);
            idle.add(connection);
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
