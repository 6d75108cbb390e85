package dev.fermata.testing.postgres;

import java.util.List;

/**
 * Finds runs that nothing will ever move again. Whatever has not ended has a lease (a registered worker holds it, or one
 * whose death is so young that a step of it may still hold the run's row, see take-over), a timer
 * (it becomes due), a wait (it is parked, and says why) or a worker that can claim it; whatever has ended is no longer in
 * progress.
 */
public final class Stuck {

    private static final String QUERY = """
            select coalesce(r.id, a.run_id) || ': ' || case
                when r.state is not null and a.run_id is not null then 'ended ' || r.state || ', but still in progress'
                when r.state is null and a.run_id is null then 'neither ended nor in progress'
                when a.worker is not null then 'held by worker ' || a.worker || ', which is gone'
                when a.waiting = 'PENDING_VERSION' then 'parked without a reason'
                when a.available_at = 'infinity' then 'waits for ever without being parked'
                else 'due, not parked, and no worker knows resume point ' || a.resume_point end as stuck
            from fermata.run r full join fermata.active_run a on a.run_id = r.id
            where (r.state is null) = (a.run_id is null) or r.id is null
            or (a.worker is not null
                and not exists (select from fermata.worker w where w.id = a.worker
                    and (w.gone_at is null or w.gone_at > clock_timestamp() - interval '30 s')))
            or (a.worker is null and a.waiting = 'PENDING_VERSION' and a.reason is null)
            or (a.worker is null and a.waiting <> 'PENDING_VERSION' and a.available_at = 'infinity')
            or (a.worker is null and a.available_at <= fermata.now()
                and not exists (select from fermata.worker w
                    where w.gone_at is null and a.resume_point = any (w.resume_points)))
            order by 1""";

    private Stuck() {}

    /** One sentence for each such run; empty when all is well. */
    public static List<String> in(TestDatabase database) {
        return database.rows(QUERY).stream()
                .map(row -> String.valueOf(row.get("stuck")))
                .toList();
    }

    /** The query, for a database that no {@link TestDatabase} stands for: one column, one row a stuck run. */
    public static String query() {
        return QUERY;
    }
}
