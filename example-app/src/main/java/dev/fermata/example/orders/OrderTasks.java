package dev.fermata.example.orders;

import dev.fermata.Durable;
import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;
import dev.fermata.example.orders.Order.Line;
import dev.fermata.example.payments.Payment;
import dev.fermata.example.payments.PaymentClient;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** An order on its way: whatever happens to this process, it goes on after the last step that was done. */
@Component
public class OrderTasks {

    private final OrderBook orders;
    private final PaymentClient payments;
    private final Ledger ledger;
    private final Duration coolingOff;

    OrderTasks(
            OrderBook orders,
            PaymentClient payments,
            Ledger ledger,
            @Value("${example.cooling-off}") Duration coolingOff) {
        this.orders = orders;
        this.payments = payments;
        this.ledger = ledger;
        this.coolingOff = coolingOff;
    }

    @Task(id = "process-order", queue = "orders")
    public Receipt processOrder(OrderRequest request) {
        Order order = load(request.orderId());
        Payment payment = charge(order);
        int reserved = 0;
        for (Line line : order.lines()) {
            reserve(order.id(), line);
            reserved++;
        }
        Durable.sleep(coolingOff);
        return confirm(order, payment, reserved);
    }

    @Step
    Order load(int id) {
        ledger.record(id, "load");
        return orders.find(id);
    }

    /** The provider fails now and then. The key is the same in every attempt, so that it takes the money once. */
    @Step(retry = @Retry(maxAttempts = 5, minDelay = "1s", maxDelay = "10s"))
    Payment charge(Order order) {
        ledger.record(order.id(), "charge");
        return payments.charge(order.id(), order.cents(), Durable.idempotencyKey());
    }

    @Step
    void reserve(int orderId, Line line) {
        ledger.record(orderId, "reserve " + line.position());
    }

    @Step
    Receipt confirm(Order order, Payment payment, int reserved) {
        ledger.record(order.id(), "confirm");
        return new Receipt(order.id(), order.customer(), payment.cents(), payment.id(), reserved);
    }
}
