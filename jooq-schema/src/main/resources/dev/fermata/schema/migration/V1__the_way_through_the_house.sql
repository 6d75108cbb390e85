-- Runs on the schema Flyway has set as default (and first in the search path), so no table is qualified here.

-- The clock. Every statement that asks what time it is for a run asks here; a test replaces this function to move time.
-- Leases do not: they read clock_timestamp(), because a transaction's frozen time would let an ended lease pass.
create function "${flyway:defaultSchema}".now() returns timestamptz
    language sql stable parallel safe
    return pg_catalog.statement_timestamp();

comment on function "${flyway:defaultSchema}".now() is
    'The engine''s clock: when the current statement began. Replaced by tests, to move time instead of sleeping.';

create table task (
    task_id       text        primary key,
    queue         text        not null,
    registered_at timestamptz not null
);

comment on table task is 'Tasks that some worker has registered; tells nodes without workers what may be triggered.';
comment on column task.task_id is 'Durable name of the task.';
comment on column task.queue is 'Queue its new runs enter, as the worker that registered last has it configured.';
comment on column task.registered_at is 'When a worker registered it last.';

create table resume_point (
    id        int  generated always as identity primary key,
    task_id   text not null,
    label     text not null,
    phase     text not null,
    variables text not null,
    digest    uuid not null,
    constraint resume_point_identity unique (task_id, digest)
);

comment on table resume_point is
    'Places where a run can stand. Builds that agree on all of a row can go on with each other''s runs there.';
comment on column resume_point.id is 'Short name of the row, used by runs, checkpoints and workers.';
comment on column resume_point.task_id is 'Task it belongs to.';
comment on column resume_point.label is
    'Label of the suspension point; ''start'' for the beginning of the task. Inside helpers the labels of all calls, outermost first: ''for/collect#1 > fetch#1''. In a branch with the branch''s machine before it: ''Orders$process/all#1/0 | fetch#1''.';
comment on column resume_point.phase is 'Where the run stands relative to it: BEFORE, AFTER or THREW.';
comment on column resume_point.variables is
    'Sorted names of the live variables, comma-separated, those of helpers after their depth (''1:order''); empty at the start, which every build of a task shares.';
comment on column resume_point.digest is 'Of label, phase and variables, which may be too long for an index.';

create table worker (
    id            uuid        primary key,
    name          text        not null,
    epoch         int         not null,
    lease_until   timestamptz not null,
    steady_since  timestamptz not null,
    started_at    timestamptz not null,
    gone_at       timestamptz,
    claims_closed bigint      not null default 0,
    resume_points int[]       not null
);

comment on table worker is 'Processes that run tasks. Every write of one locks its row here: the first half of the fence.';
comment on column worker.id is 'Identity, new at each registration.';
comment on column worker.name is 'Name to show, usually of the host and process.';
comment on column worker.epoch is 'Rises when the worker is declared dead; a write under an older epoch writes nothing.';
comment on column worker.lease_until is 'Until when it is alive without being heard of, by clock_timestamp().';
comment on column worker.steady_since is
    'Since when it has renewed without a gap. One lease after that it may declare others dead: after an outage of the database everybody is heard first.';
comment on column worker.started_at is 'When it registered.';
comment on column worker.gone_at is 'When it was declared dead; null while it lives.';
comment on column worker.claims_closed is
    'Number of the last claim statement whose answer was lost and whose claims were read again; it claims nothing more, should it only now arrive.';
comment on column worker.resume_points is 'Ids of the resume points its build knows; it claims no run that stands elsewhere.';

create table run (
    id              uuid        primary key,
    task_id         text        not null,
    queue           text        not null,
    payload         bytea       not null,
    idempotency_key text,
    created_at      timestamptz not null,
    state           text,
    claim_number    int,
    output          bytea,
    failure         bytea,
    started_at      timestamptz,
    finished_at     timestamptz,
    constraint run_state_is_terminal check
        (state in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED', 'TIMED_OUT', 'CRASHED')),
    constraint run_ends_once check ((state is null) = (finished_at is null))
);

comment on table run is
    'One row a run: what it was accepted with, written once, and what its end adds. No column that the end writes is indexed, so that update stays within the page.';
comment on column run.id is 'Identity, a UUID of version 7 made by whoever accepted it.';
comment on column run.task_id is 'Task it executes.';
comment on column run.queue is 'Queue it entered.';
comment on column run.payload is 'Arguments, UTF-8 JSON.';
comment on column run.idempotency_key is 'Key it was accepted under, to show; uniqueness stands in idempotency_key.';
comment on column run.created_at is 'When it was accepted.';
comment on column run.state is 'How it ended; null while active_run has a row for it.';
comment on column run.claim_number is 'Claim that ended it; null when no claim did. Tells after a lost commit whose end was written.';
comment on column run.output is 'What the task returned, UTF-8 JSON; null for void and for a run that did not complete.';
comment on column run.failure is 'Failure it ended with, encoded.';
comment on column run.started_at is 'When it was first claimed, copied at the end.';
comment on column run.finished_at is 'When it ended.';

create table idempotency_key (
    task_id    text        not null,
    key        text        not null,
    run_id     uuid        not null,
    created_at timestamptz not null,
    primary key (task_id, key)
);

comment on table idempotency_key is 'Which run an idempotency key stands for.';
comment on column idempotency_key.task_id is 'Task the key belongs to.';
comment on column idempotency_key.key is 'The key, as the caller wrote it.';
comment on column idempotency_key.run_id is 'First run accepted under it.';
comment on column idempotency_key.created_at is 'When.';

create table request_key (
    key        text        primary key,
    run_id     uuid        not null,
    created_at timestamptz not null
);

comment on table request_key is 'Which run an HTTP request was answered with, so that a repeated request gets the same answer.';
comment on column request_key.key is 'Identity of the request, as the client sent it.';
comment on column request_key.run_id is 'Run it was answered with.';
comment on column request_key.created_at is 'When.';

create table active_run (
    run_id           uuid        primary key,
    task_id          text        not null,
    queue            text        not null,
    resume_point     int         not null,
    sequence         int         not null default 0,
    available_at     timestamptz not null,
    worker           uuid,
    claim_number     int         not null default 0,
    claim_statement  bigint      not null default 0,
    failed_attempts  int         not null default 0,
    lost_claims      int         not null default 0,
    cancel_requested boolean     not null default false,
    waiting          text        not null,
    reason           text,
    refused_by       uuid[],
    last_failure     bytea,
    started_at       timestamptz,
    updated_at       timestamptz not null,
    constraint active_run_waiting check (waiting in ('DELAYED', 'QUEUED', 'WAITING', 'PENDING_VERSION'))
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

comment on table active_run is 'One narrow row a run that has not ended: ready, waiting or claimed. Deleted at the end.';
comment on column active_run.run_id is 'The run.';
comment on column active_run.task_id is 'Its task.';
comment on column active_run.queue is 'Its queue.';
comment on column active_run.resume_point is 'Where it stands. Exact while no worker holds it; a claim leaves it behind.';
comment on column active_run.sequence is
    'Number of its last checkpoint, 0 for none. Exact while no worker holds it; a claim leaves it behind.';
comment on column active_run.available_at is 'From when it may be claimed; infinity for a parked run.';
comment on column active_run.worker is 'Worker that holds it; null when none does.';
comment on column active_run.claim_number is 'Number of the latest claim, the second half of the fence: higher at each claim.';
comment on column active_run.claim_statement is
    'Which of its worker''s claim statements made the latest claim, so that claims whose answer was lost are found.';
comment on column active_run.failed_attempts is 'Failed attempts since checkpoint number sequence.';
comment on column active_run.lost_claims is
    'Claims lost since checkpoint number sequence, because their worker died or ran out of memory.';
comment on column active_run.cancel_requested is 'Whoever holds or claims it next cancels it.';
comment on column active_run.waiting is
    'Why it was not claimable when it was last given back or accepted: DELAYED, WAITING (suspended or between attempts), QUEUED (not at all), PENDING_VERSION (parked).';
comment on column active_run.reason is 'Why it is parked, or why the worker that refused it last did.';
comment on column active_run.refused_by is
    'Registered workers that claimed it and could not go on from checkpoint number sequence; they claim it no more. Null for none.';
comment on column active_run.last_failure is 'Failure of the last failed attempt since checkpoint number sequence, encoded.';
comment on column active_run.started_at is 'When it was first claimed.';
comment on column active_run.updated_at is 'When it was last accepted, claimed or given back.';

create index active_run_claimable on active_run (available_at, run_id) where worker is null;
comment on index active_run_claimable is 'Claims and timers: what no worker holds, by when it may be claimed.';
create index active_run_suspect on active_run (available_at, run_id) where worker is null and lost_claims = 2;
comment on index active_run_suspect is
    'Runs that lost two claims at one place and go on only in a process that executes nothing else; nearly always empty.';
create index active_run_held on active_run (worker) where worker is not null;
comment on index active_run_held is 'Take-over: what a worker holds.';
create index active_run_cancel on active_run (worker) where cancel_requested;
comment on index active_run_cancel is 'Cancellations a worker has to carry out; nearly always empty.';
create index active_run_parked on active_run (resume_point) where waiting = 'PENDING_VERSION';
comment on index active_run_parked is 'Parked runs, for a worker that may know more.';

create table checkpoint (
    run_id       uuid        not null,
    sequence     int         not null,
    resume_point int         not null,
    claim_number int         not null,
    attempts     int         not null,
    duration_us  bigint      not null,
    unwinding    boolean     not null,
    committed_at timestamptz not null,
    frame        bytea       not null,
    primary key (run_id, sequence)
);

comment on table checkpoint is
    'Committed results of steps: never updated. The last one of a run is where it goes on; old ones go when nothing kept refers to them.';
comment on column checkpoint.run_id is 'The run.';
comment on column checkpoint.sequence is 'Counts the checkpoints of a run from 1.';
comment on column checkpoint.resume_point is 'Where the run stood.';
comment on column checkpoint.claim_number is 'Claim that wrote it.';
comment on column checkpoint.attempts is 'Attempts the step took.';
comment on column checkpoint.duration_us is 'Microseconds its successful attempt took, by that worker''s clock.';
comment on column checkpoint.unwinding is 'Whether the run''s cancellation had reached the task: only finally blocks run after it.';
comment on column checkpoint.committed_at is 'When it was written.';
comment on column checkpoint.frame is
    'Live variables in components that share objects: the bytes (UTF-8 JSON) that changed since the previous checkpoint, and for the others which earlier rows hold them.';

create table branch (
    run_id          uuid    not null,
    path            text    not null,
    version         int     not null,
    claim_number    int     not null,
    state           text    not null,
    sequence        int     not null,
    resume_point    int,
    failed_attempts int     not null,
    wake_at         timestamptz,
    unwinding       boolean not null,
    frame           bytea,
    primary key (run_id, path),
    constraint branch_state check (state in ('ACTIVE', 'RETURNED', 'THREW'))
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

comment on table branch is
    'How far the branches of a fork have come, for runs that stand before one. A branch that has done nothing worth saving has no row. Removed by the checkpoint behind the fork.';
comment on column branch.run_id is 'The run.';
comment on column branch.path is
    'Number of the checkpoint before the fork and number of the branch, ''17/0''; of a fork in a branch, both again after those.';
comment on column branch.version is 'Counts the writes of the row, to tell after a lost commit which was the last.';
comment on column branch.claim_number is 'Claim that wrote it.';
comment on column branch.state is 'ACTIVE, or how it ended: RETURNED or THREW.';
comment on column branch.sequence is 'Counts its checkpoints from 1; 0 before the first.';
comment on column branch.resume_point is
    'Where it stands, or with which type its result is kept; null before its first checkpoint and where no frame of a machine is kept.';
comment on column branch.failed_attempts is 'Failed attempts since its last checkpoint.';
comment on column branch.wake_at is 'When it goes on; null for at once.';
comment on column branch.unwinding is 'Whether the run''s cancellation had reached it: only finally blocks run after it.';
comment on column branch.frame is 'Its live variables, its result or its failure, as in a checkpoint that refers to no other.';

create table dead_letter (
    run_id          uuid        primary key,
    task_id         text        not null,
    queue           text        not null,
    state           text        not null,
    sequence        int         not null,
    failed_attempts int         not null,
    lost_claims     int         not null,
    created_at      timestamptz not null,
    constraint dead_letter_state check (state in ('FAILED', 'CRASHED'))
);

comment on table dead_letter is 'Runs that failed for good and wait for somebody to look.';
comment on column dead_letter.run_id is 'The run; its failure stands there.';
comment on column dead_letter.task_id is 'Its task.';
comment on column dead_letter.queue is 'Its queue.';
comment on column dead_letter.state is 'How it ended: FAILED or CRASHED.';
comment on column dead_letter.sequence is 'Its last checkpoint, 0 for none.';
comment on column dead_letter.failed_attempts is 'Failed attempts recorded since that checkpoint before the last one.';
comment on column dead_letter.lost_claims is 'Claims lost since that checkpoint.';
comment on column dead_letter.created_at is 'When it was given up.';
