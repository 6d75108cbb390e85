package dev.fermata.engine.postgres;

import static dev.fermata.jooq.Tables.ACTIVE_RUN;
import static dev.fermata.jooq.Tables.BRANCH;
import static dev.fermata.jooq.Tables.CHECKPOINT;
import static dev.fermata.jooq.Tables.RESUME_POINT;
import static dev.fermata.jooq.Tables.RUN;
import static dev.fermata.jooq.Tables.WORKER;

import dev.fermata.engine.model.RunId;
import dev.fermata.engine.model.RunRecord;
import dev.fermata.engine.model.RunRecord.Body;
import dev.fermata.engine.model.RunRecord.CheckpointRecord;
import dev.fermata.engine.model.RunRecord.Header;
import dev.fermata.engine.model.RunRecord.Status;
import dev.fermata.engine.model.RunState;
import dev.fermata.jooq.Routines;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Shows a run. Its state is not stored while it lives: it follows from who holds it and when it may be claimed. */
final class RunReader {

    private static final Field<Boolean> IS_DUE =
            DSL.field(ACTIVE_RUN.AVAILABLE_AT.le(Routines.now())).as("is_due");

    /** A parked run waits for no time at all, and Java has none that means so. */
    private static final Field<OffsetDateTime> WAKE_AT = DSL.nullif(
                    ACTIVE_RUN.AVAILABLE_AT, DSL.inline("infinity").cast(ACTIVE_RUN.AVAILABLE_AT))
            .as("wake_at");

    private static final Field<Boolean> IS_ANY_ALIVE =
            DSL.field(DSL.exists(DSL.selectOne().from(WORKER).where(isAlive()))).as("is_any_alive");

    private static final Field<Boolean> IS_KNOWN = DSL.field(DSL.exists(DSL.selectOne()
                    .from(WORKER)
                    .where(isAlive())
                    .and(ACTIVE_RUN.RESUME_POINT.eq(DSL.any(WORKER.RESUME_POINTS)))
                    .and(ACTIVE_RUN.REFUSED_BY.isNull().or(WORKER.ID.ne(DSL.all(ACTIVE_RUN.REFUSED_BY))))
                    .andNotExists(DSL.selectOne()
                            .from(BRANCH)
                            .where(BRANCH.RUN_ID.eq(ACTIVE_RUN.RUN_ID))
                            .and(BRANCH.RESUME_POINT.ne(DSL.all(WORKER.RESUME_POINTS))))))
            .as("is_known");

    private final Connections connections;
    private final SchemaSql schema;

    RunReader(Connections connections, SchemaSql schema) {
        this.connections = connections;
        this.schema = schema;
    }

    Optional<RunRecord> find(RunId run) {
        return connections.read(Role.QUERY, connection -> {
            DSLContext sql = schema.on(connection.jdbc());
            Record row = sql.select(RUN.fields())
                    .select(ACTIVE_RUN.WORKER, ACTIVE_RUN.WAITING, ACTIVE_RUN.REASON, ACTIVE_RUN.SEQUENCE)
                    .select(ACTIVE_RUN.FAILED_ATTEMPTS, ACTIVE_RUN.LAST_FAILURE, ACTIVE_RUN.STARTED_AT)
                    .select(ACTIVE_RUN.UPDATED_AT, RESUME_POINT.LABEL)
                    .select(IS_DUE, WAKE_AT, IS_ANY_ALIVE, IS_KNOWN)
                    .from(RUN)
                    .leftJoin(ACTIVE_RUN)
                    .on(ACTIVE_RUN.RUN_ID.eq(RUN.ID))
                    .leftJoin(RESUME_POINT)
                    .on(RESUME_POINT.ID.eq(ACTIVE_RUN.RESUME_POINT))
                    .where(RUN.ID.eq(run.value()))
                    .fetchOne();
            return row == null ? Optional.empty() : Optional.of(record(row, checkpoints(sql, run)));
        });
    }

    private static List<CheckpointRecord> checkpoints(DSLContext sql, RunId run) {
        return sql.select(
                        CHECKPOINT.SEQUENCE,
                        RESUME_POINT.LABEL,
                        RESUME_POINT.PHASE,
                        CHECKPOINT.COMMITTED_AT,
                        CHECKPOINT.ATTEMPTS,
                        CHECKPOINT.DURATION_US,
                        DSL.function("octet_length", Integer.class, CHECKPOINT.FRAME))
                .from(CHECKPOINT)
                .join(RESUME_POINT)
                .on(RESUME_POINT.ID.eq(CHECKPOINT.RESUME_POINT))
                .where(CHECKPOINT.RUN_ID.eq(run.value()))
                .orderBy(CHECKPOINT.SEQUENCE)
                .fetch(row -> new CheckpointRecord(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4().toInstant(),
                        row.value5(),
                        row.value6(),
                        row.value7()));
    }

    private static RunRecord record(Record row, List<CheckpointRecord> checkpoints) {
        Header header = new Header(
                new RunId(row.get(RUN.ID)),
                row.get(RUN.TASK_ID),
                row.get(RUN.QUEUE),
                row.get(RUN.IDEMPOTENCY_KEY),
                row.get(RUN.CREATED_AT).toInstant());
        boolean isPastKnown = isPastKnown(row, checkpoints);
        byte[] failure =
                row.get(RUN.FAILURE) != null || isPastKnown ? row.get(RUN.FAILURE) : row.get(ACTIVE_RUN.LAST_FAILURE);
        Body body = new Body(row.get(RUN.PAYLOAD), row.get(RUN.OUTPUT), failure);
        return new RunRecord(header, status(row, header, checkpoints), body, checkpoints);
    }

    private static Status status(Record row, Header header, List<CheckpointRecord> checkpoints) {
        RunState state = state(row);
        Instant updated = header.createdAt();
        updated = later(updated, instant(row.get(ACTIVE_RUN.UPDATED_AT)));
        updated = later(updated, instant(row.get(RUN.FINISHED_AT)));
        if (!checkpoints.isEmpty()) {
            updated = later(updated, checkpoints.get(checkpoints.size() - 1).committedAt());
        }
        boolean isTimed = state == RunState.DELAYED || state == RunState.WAITING;
        Integer failedAttempts = row.get(ACTIVE_RUN.FAILED_ATTEMPTS);
        return new Status(
                state,
                updated,
                instant(state.isTerminal() ? row.get(RUN.STARTED_AT) : row.get(ACTIVE_RUN.STARTED_AT)),
                instant(row.get(RUN.FINISHED_AT)),
                isTimed ? instant(row.get(WAKE_AT)) : null,
                failedAttempts == null || isPastKnown(row, checkpoints) ? 0 : failedAttempts,
                state == RunState.PENDING_VERSION ? reason(row) : null);
    }

    private static RunState state(Record row) {
        if (row.get(RUN.STATE) != null) {
            return RunState.valueOf(row.get(RUN.STATE));
        }
        if (row.get(ACTIVE_RUN.WORKER) != null) {
            return RunState.EXECUTING;
        }
        RunState waiting = RunState.valueOf(row.get(ACTIVE_RUN.WAITING));
        if (waiting == RunState.PENDING_VERSION) {
            return waiting;
        }
        if (row.get(IS_ANY_ALIVE) && !row.get(IS_KNOWN)) {
            return RunState.PENDING_VERSION;
        }
        return row.get(IS_DUE) ? RunState.QUEUED : waiting;
    }

    /** Counters and failure of the row were taken at an earlier checkpoint than the last one. */
    private static boolean isPastKnown(Record row, List<CheckpointRecord> checkpoints) {
        Integer known = row.get(ACTIVE_RUN.SEQUENCE);
        return known != null
                && !checkpoints.isEmpty()
                && checkpoints.get(checkpoints.size() - 1).sequence() > known;
    }

    private static String reason(Record row) {
        String reason = row.get(ACTIVE_RUN.REASON);
        return reason != null
                ? reason
                : "no running worker knows task '" + row.get(RUN.TASK_ID) + "' at '" + row.get(RESUME_POINT.LABEL)
                        + "'; deploy a build that does";
    }

    private static org.jooq.Condition isAlive() {
        return WORKER.GONE_AT.isNull().and(WORKER.LEASE_UNTIL.gt(DSL.field("clock_timestamp()", OffsetDateTime.class)));
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
