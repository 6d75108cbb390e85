package dev.fermata.example.orders;

import dev.fermata.Durable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A line for every execution of a step, so that anyone can see afterwards how often each was executed. */
@Repository
class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void record(int orderId, String step) {
        jdbc.sql("insert into shop.ledger (order_id, step, occurrence, process) values (?, ?, ?, ?)")
                .params(
                        orderId,
                        step,
                        Durable.idempotencyKey(),
                        ProcessHandle.current().pid())
                .update();
    }
}
