-- The shop's own tables, by the application's own Flyway; Fermata's stand in a schema of their own.
create table customer_order (
    id       int  primary key,
    customer text not null
);

create table order_line (
    order_id int  not null references customer_order,
    position int  not null,
    sku      text not null,
    quantity int  not null,
    cents    int  not null,
    primary key (order_id, position)
);

-- What the payment provider has taken. A repeated request with the same key takes nothing again.
create table payment (
    id              text        primary key,
    idempotency_key text        not null unique,
    order_id        int         not null,
    cents           int         not null,
    taken_at        timestamptz not null default clock_timestamp()
);

-- Every execution of every step of process-order, in the order they happened.
create table ledger (
    id         bigint      generated always as identity primary key,
    order_id   int         not null,
    step       text        not null,
    occurrence text        not null,
    process    bigint      not null,
    at         timestamptz not null default clock_timestamp()
);

insert into customer_order
select id, (array ['Ada', 'Grace', 'Barbara', 'Katherine', 'Radia'])[1 + id % 5]
from generate_series(1, 1000) id;

insert into order_line
select id, position, 'sku-' || (id * 7 + position) % 50, 1 + (id + position) % 3, 495 + 250 * (id % 4)
from generate_series(1, 1000) id, generate_series(1, 4) position
where position <= 1 + id % 4;
