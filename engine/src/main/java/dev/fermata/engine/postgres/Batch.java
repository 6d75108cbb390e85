package dev.fermata.engine.postgres;

import dev.fermata.engine.model.AttemptWrite;
import dev.fermata.engine.model.AttemptWrite.BranchCheckpoint;
import dev.fermata.engine.model.AttemptWrite.Checkpoint;
import dev.fermata.engine.model.AttemptWrite.Completion;
import dev.fermata.engine.model.AttemptWrite.Distress;
import dev.fermata.engine.model.AttemptWrite.End;
import dev.fermata.engine.model.AttemptWrite.Park;
import dev.fermata.engine.model.AttemptWrite.Recess;
import dev.fermata.engine.model.AttemptWrite.Release;
import dev.fermata.engine.model.AttemptWrite.RetryLater;
import dev.fermata.engine.model.AttemptWrite.StepTrace;
import dev.fermata.engine.model.AttemptWrite.Suspension;
import dev.fermata.engine.model.BranchProgress;
import dev.fermata.engine.model.RunState;
import dev.fermata.engine.model.StoredFrame;
import dev.fermata.engine.model.StoredFrame.Forgets;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A batch turned on its side: one array a column, which is how its statement binds it. The points of its frames stand
 * once each in arrays of their own, since most items of a batch share a few.
 */
final class Batch {

    /** The items as the first table of a statement. */
    static final String ITEMS = """
            with item as materialized (
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                    as i(run, claim, kind, sequence, point, attempts, duration, unwinding, delay, state, body,
                        forget, needed, path, version, joins, ord)
            )""";

    /** What an item does; the statement compares these numbers. */
    private static final short CHECKPOINT = 1;

    private static final short SUSPENSION = 2;
    private static final short RETRY = 3;
    private static final short END = 4;
    private static final short RELEASE = 5;
    private static final short PARK = 6;
    private static final short RECESS = 7;
    private static final short BRANCH = 8;
    private static final short DISTRESS = 9;

    private final UUID[] run;
    private final Integer[] claim;
    private final Short[] kind;
    private final @Nullable Integer[] sequence;
    private final @Nullable Integer[] point;
    private final @Nullable Integer[] attempts;
    private final @Nullable Long[] duration;
    private final @Nullable Boolean[] unwinding;
    private final @Nullable Long[] delay;
    private final @Nullable String[] state;
    private final byte[] @Nullable [] body;
    private final @Nullable Integer[] forget;
    private final @Nullable String[] needed;
    private final @Nullable String[] path;
    private final @Nullable Integer[] version;
    private final @Nullable Boolean[] joins;
    private final Map<PointKey, Integer> points = new LinkedHashMap<>();

    Batch(List<AttemptWrite> items) {
        int size = items.size();
        run = new UUID[size];
        claim = new Integer[size];
        kind = new Short[size];
        sequence = new Integer[size];
        point = new Integer[size];
        attempts = new Integer[size];
        duration = new Long[size];
        unwinding = new Boolean[size];
        delay = new Long[size];
        state = new String[size];
        body = new byte[size][];
        forget = new Integer[size];
        needed = new String[size];
        path = new String[size];
        version = new Integer[size];
        joins = new Boolean[size];
        Set<Object> writers = new HashSet<>();
        for (int i = 0; i < size; i++) {
            AttemptWrite item = items.get(i);
            if (!writers.add(writer(item))) {
                throw new IllegalArgumentException("FERMATA-5007: a batch has two items of " + item.run()
                        + ". Commit the first before the second.");
            }
            run[i] = item.run().value();
            claim[i] = item.claim();
            add(i, item);
        }
    }

    int size() {
        return run.length;
    }

    /** Binds the columns of {@link #ITEMS}, from parameter {@code from} on; answers the next parameter. */
    int bindItems(PreparedStatement statement, int from) throws SQLException {
        Connection connection = statement.getConnection();
        int at = from;
        statement.setArray(at++, connection.createArrayOf("uuid", run));
        statement.setArray(at++, connection.createArrayOf("int4", claim));
        statement.setArray(at++, connection.createArrayOf("int2", kind));
        statement.setArray(at++, connection.createArrayOf("int4", sequence));
        statement.setArray(at++, connection.createArrayOf("int4", point));
        statement.setArray(at++, connection.createArrayOf("int4", attempts));
        statement.setArray(at++, connection.createArrayOf("int8", duration));
        statement.setArray(at++, connection.createArrayOf("bool", unwinding));
        statement.setArray(at++, connection.createArrayOf("int8", delay));
        statement.setArray(at++, connection.createArrayOf("text", state));
        statement.setArray(at++, connection.createArrayOf("bytea", body));
        statement.setArray(at++, connection.createArrayOf("int4", forget));
        statement.setArray(at++, connection.createArrayOf("text", needed));
        statement.setArray(at++, connection.createArrayOf("text", path));
        statement.setArray(at++, connection.createArrayOf("int4", version));
        statement.setArray(at++, connection.createArrayOf("bool", joins));
        return at;
    }

    /** Binds the points of the items' frames: one array of digests, as parameter {@code at}. */
    void bindPoints(PreparedStatement statement, int at) throws SQLException {
        Object[] digests = points.keySet().stream().map(PointKey::digest).toArray(UUID[]::new);
        statement.setArray(at, statement.getConnection().createArrayOf("uuid", digests));
    }

    /** The run, or the branch of it: each writes one item at a time. */
    private static Object writer(AttemptWrite item) {
        return item instanceof BranchCheckpoint it
                ? List.of(item.run(), it.branch().path())
                : item.run();
    }

    private void add(int i, AttemptWrite item) {
        if (item instanceof Checkpoint it) {
            frame(i, CHECKPOINT, it.sequence(), it.frame(), it.step());
            unwinding[i] = it.unwinding();
            joins[i] = it.joins();
        } else if (item instanceof BranchCheckpoint it) {
            branch(i, it.branch());
            joins[i] = it.joins();
        } else if (item instanceof Recess it) {
            kind[i] = RECESS;
            delay[i] = Micros.of(it.wakeAfter());
        } else if (item instanceof Suspension it) {
            frame(i, SUSPENSION, it.sequence(), it.frame(), it.step());
            unwinding[i] = it.unwinding();
            delay[i] = Micros.of(it.wakeAfter());
        } else if (item instanceof RetryLater it) {
            kind[i] = RETRY;
            attempts[i] = it.failedAttempts();
            delay[i] = Micros.of(it.delay());
            body[i] = it.failure();
        } else if (item instanceof Completion it) {
            end(i, RunState.COMPLETED, it.output());
        } else if (item instanceof End it) {
            end(i, it.state(), it.failure());
        } else if (item instanceof Release) {
            kind[i] = RELEASE;
        } else if (item instanceof Distress it) {
            kind[i] = DISTRESS;
            delay[i] = Micros.of(it.delay());
        } else if (item instanceof Park it) {
            kind[i] = PARK;
            body[i] = it.reason().getBytes(StandardCharsets.UTF_8);
        }
    }

    private void branch(int i, BranchProgress branch) {
        BranchRow row = BranchRow.of(branch);
        kind[i] = BRANCH;
        path[i] = branch.path();
        version[i] = branch.version();
        state[i] = row.state();
        sequence[i] = branch.progress().sequence();
        attempts[i] = branch.progress().failedAttempts();
        unwinding[i] = branch.progress().unwinding();
        delay[i] = row.delay();
        body[i] = row.frame();
        PointKey key = row.point();
        if (key != null) {
            point[i] = points.computeIfAbsent(key, unseen -> points.size() + 1);
        }
    }

    private void frame(int i, short what, int number, StoredFrame frame, StepTrace step) {
        kind[i] = what;
        sequence[i] = number;
        PointKey key = PointKey.of(frame);
        point[i] = points.computeIfAbsent(key, unseen -> points.size() + 1);
        attempts[i] = step.attempts();
        duration[i] = step.durationMicros();
        body[i] = FrameBytes.write(number, key.variableNames(), frame);
        Forgets forgets = frame.forgets();
        if (forgets != null) {
            forget[i] = forgets.before();
            needed[i] = literal(forgets.needed());
        }
    }

    /** An array as PostgreSQL reads it: arrays of arrays would all have to be of one length. */
    static String literal(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private void end(int i, RunState how, byte @Nullable [] result) {
        kind[i] = END;
        state[i] = how.name();
        body[i] = result;
    }
}
