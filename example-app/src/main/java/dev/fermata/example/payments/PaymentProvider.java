package dev.fermata.example.payments;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Somebody else's payment service, as they are: it fails now and then, before or after it has taken the money. */
@RestController
class PaymentProvider {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentProvider.class);

    private final JdbcClient jdbc;
    private final double failureRate;

    PaymentProvider(JdbcClient jdbc, @Value("${example.payments.failure-rate}") double failureRate) {
        this.jdbc = jdbc;
        this.failureRate = failureRate;
    }

    /** What is asked of it. */
    record Charge(int orderId, int cents) {}

    @PostMapping("/payments")
    ResponseEntity<Payment> charge(@RequestHeader("Idempotency-Key") String key, @RequestBody Charge charge) {
        boolean isFailing = ThreadLocalRandom.current().nextDouble() < failureRate;
        boolean isTaken = !isFailing || ThreadLocalRandom.current().nextBoolean();
        if (isTaken) {
            jdbc.sql("insert into shop.payment (id, idempotency_key, order_id, cents) values (?, ?, ?, ?)"
                            + " on conflict (idempotency_key) do nothing")
                    .params("pay_" + UUID.randomUUID(), key, charge.orderId(), charge.cents())
                    .update();
        }
        if (isFailing) {
            LOG.info(
                    "Order {}: the payment provider fails {} it has taken the money",
                    charge.orderId(),
                    isTaken ? "after" : "before");
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
        return ResponseEntity.ok(jdbc.sql("select id, order_id, cents from shop.payment where idempotency_key = ?")
                .param(key)
                .query(Payment.class)
                .single());
    }
}
