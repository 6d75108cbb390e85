package dev.fermata.engine.postgres;

import dev.fermata.engine.model.Fence;
import dev.fermata.engine.model.TaskRegistration;
import dev.fermata.engine.store.PlaceStore;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@link PlaceStore} on PostgreSQL. */
final class PostgresPlaceStore implements PlaceStore {

    /** As every registration does: nobody is to park a run while a worker learns where it stands, see {@link Parking}. */
    private static final String EXCLUDE_PARKING = "lock table fermata.task in row exclusive mode";

    private static final String LEARN = """
            update fermata.worker w
            set resume_points = array(
                select distinct k from unnest(w.resume_points || ?::int[]) as k order by 1)
            where w.id = ? and w.epoch = ?
            returning w.resume_points""";

    private static final String IDS = """
            select coalesce(array_agg(p.id), '{}')
            from unnest(?, ?) as n(task_id, digest)
            join fermata.resume_point p on (p.task_id, p.digest) = (n.task_id, n.digest)""";

    private static final String OTHERS = """
            select p.id, p.task_id, p.label, p.phase, p.variables from fermata.resume_point p
            where p.task_id = any (?) and p.id <> all (?) and strpos(p.label, ' > ') > 0""";

    private final Connections connections;
    private final Registration registration;
    private final String excludeParking;
    private final String learn;
    private final String ids;
    private final String others;

    PostgresPlaceStore(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.registration = new Registration(connections, schema);
        this.excludeParking = schema.text(EXCLUDE_PARKING);
        this.learn = schema.text(LEARN);
        this.ids = schema.text(IDS);
        this.others = schema.text(OTHERS);
    }

    @Override
    public void introduce(Fence fence, String taskId, TaskRegistration.Point point) {
        PointRows rows = PointRows.of(taskId, PointKey.of(point));
        connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = excludeParking(kept);
            registration.insertPoints(connection, rows);
            try (PreparedStatement statement = connection.prepareStatement(ids)) {
                rows.bindKeys(statement, 1);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return learnt(connection, fence, row.getArray(1)).isPresent();
                }
            }
        });
    }

    @Override
    public List<Place> introduced(Collection<String> taskIds, Collection<Integer> except) {
        return connections.read(Role.KEEP, kept -> {
            PreparedStatement statement = kept.prepared(others);
            Connection connection = kept.jdbc();
            statement.setArray(1, connection.createArrayOf("text", taskIds.toArray()));
            statement.setArray(2, connection.createArrayOf("int4", except.toArray()));
            List<Place> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    PointKey key = new PointKey(row.getString(3), row.getString(4), row.getString(5));
                    found.add(new Place(
                            row.getInt(1),
                            row.getString(2),
                            new TaskRegistration.Point(key.label(), key.phase(), key.variableNames())));
                }
            }
            return found;
        });
    }

    @Override
    public void learn(Fence fence, Collection<Integer> places) {
        connections.inTransaction(Role.KEEP, kept -> {
            Connection connection = excludeParking(kept);
            Array learnt = connection.createArrayOf("int4", places.toArray());
            Optional<Array> known = learnt(connection, fence, learnt);
            if (known.isPresent()) {
                registration.unpark(connection, known.get(), learnt);
            }
            return known.isPresent();
        });
    }

    private Connection excludeParking(KeptConnection kept) throws SQLException {
        kept.prepared(excludeParking).execute();
        return kept.jdbc();
    }

    /** All that the worker knows now; nothing if the fence is no longer its. */
    private Optional<Array> learnt(Connection connection, Fence fence, Array places) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(learn)) {
            statement.setArray(1, places);
            statement.setObject(2, fence.worker());
            statement.setInt(3, fence.epoch());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getArray(1)) : Optional.empty();
            }
        }
    }
}
