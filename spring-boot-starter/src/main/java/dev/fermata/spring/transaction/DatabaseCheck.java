package dev.fermata.spring.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether data sources lead to the database that holds Fermata's tables: the same database of the same server. */
public final class DatabaseCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCheck.class);

    private final Predicate<Connection> isFermatas;
    private final Map<DataSource, Boolean> known = new IdentityHashMap<>();

    public DatabaseCheck(Predicate<Connection> isFermatas) {
        this.isFermatas = isFermatas;
    }

    boolean holdsFermata(DataSource dataSource) {
        return known.computeIfAbsent(dataSource, this::look);
    }

    private boolean look(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return isFermatas.test(connection);
        } catch (SQLException e) {
            LOG.warn("The data source of a transactional step cannot be asked where it leads", e);
            return false;
        }
    }
}
