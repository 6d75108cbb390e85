package app;

import dev.fermata.Durable;
import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class Orders<T extends Number> {

    record Line(String sku, int count, BigDecimal price) {}

    record Order(String id, List<Line> lines) {}

    static class Declined extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final BigDecimal LIMIT = BigDecimal.TEN;

    private final T rate;
    private int calls;

    Orders(T rate) {
        this.rate = rate;
    }

    @Task(id = "process-order", retry = @Retry(maxAttempts = 5))
    String process(String id) throws Declined {
        var order = load(id);
        BigDecimal total = order.lines().stream().map(Line::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<String> reserved = new ArrayList<>();
        try {
            for (Line line : order.lines()) {
                if (line.count() == 0) {
                    continue;
                }
                reserved.add(reserve(line) + note(line));
            }
            String payment = total.compareTo(LIMIT) > 0 ? charge(order, total) : "free";
            Durable.sleep(Duration.ofDays(3));
            return payment + confirm(order, reserved.toArray(new String[0]));
        } catch (IllegalStateException e) {
            release(reserved);
            throw e;
        } finally {
            calls(reserved.size());
        }
    }

    @Task(id = "tally")
    Map<String, Integer> tally(List<Order> orders, int[] weights) {
        int sum = 0;
        Map<String, Integer> counts = orders.stream().collect(Collectors.toMap(Order::id, o -> o.lines().size()));
        outer:
        for (int i = 0; i < weights.length; i++) {
            for (int weight : weights) {
                sum += weigh(weight) - weigh(i);
                if (sum > 100) {
                    break outer;
                }
            }
        }
        counts.put("sum", sum);
        return counts;
    }

    @Step
    Order load(String id) {
        return new Order(id, List.of(new Line("sku", 1, LIMIT)));
    }

    @Step(retry = @Retry(maxAttempts = 8, minDelay = "1s", maxDelay = "1m"))
    private String charge(Order order, BigDecimal total) throws Declined {
        if (total.signum() < 0) {
            throw new Declined();
        }
        return order.id() + rate;
    }

    @Step
    String reserve(Line line) {
        return line.sku();
    }

    @Step
    static int weigh(int weight) {
        return weight;
    }

    @Step
    String confirm(Order order, String... reserved) {
        return order.id() + reserved.length;
    }

    @Step
    void release(List<String> reserved) {}

    private String note(Line line) {
        return line.sku();
    }

    private void calls(int more) {
        calls += more;
    }
}
