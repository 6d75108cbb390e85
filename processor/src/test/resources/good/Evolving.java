package app;

import dev.fermata.Durable;
import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class Evolving {

    record Line(String sku) {}

    @Task(id = "evolving")
    @MovedLabel(from = "charge#1", to = "try/charge#1")
    @MovedLabel(from = "if/charge#1", to = "try/charge#1")
    BigDecimal run(Map<String, Line> lines) {
        BigDecimal total = BigDecimal.ONE;
        try {
            charge();
        } catch (RuntimeException e) {
            return total;
        }
        return total.add(BigDecimal.valueOf(lines.size()));
    }

    @Step
    void charge() {}

    @MigrateFrame(task = "evolving", variable = "total")
    private BigDecimal total(@Old("sum") BigDecimal sum) {
        return sum;
    }

    @MigrateFrame(task = "evolving", variable = "total", at = "try/charge#1")
    static BigDecimal total(@Old("cents") int cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    @MigrateFrame(task = "evolving", variable = "lines")
    Map<String, Line> lines() {
        return Map.of();
    }

    @Task(id = "forking")
    @MovedLabel(from = "map#1", to = "if/map#1")
    @MovedLabel(from = "map#1 | charge#1", to = "if/map#1 | for/charge#1")
    int forking(List<Integer> items, int rate) {
        if (rate > 0) {
            return Durable.map(items, item -> {
                int half = item / 2;
                for (int i = 0; i < 2; i++) {
                    charge();
                }
                return half + rate;
            }).size();
        }
        return helper(rate);
    }

    @MigrateFrame(task = "forking", variable = "half", at = "if/map#1 | for/charge#1")
    int half(@Old("item") Integer item) {
        return item / 2;
    }

    @MigrateFrame(task = "forking", variable = "rate")
    int rate(@Old("factor") int factor) {
        return factor;
    }

    @Suspends
    @MovedLabel(from = "charge#1", to = "first")
    private int helper(int amount) {
        Durable.label("first");
        charge();
        return amount;
    }

    @Suspends
    private long helper(long sum) {
        charge();
        return sum;
    }

    @MigrateFrame(helper = "helper", variable = "amount")
    private static int amount(@Old("cents") int cents) {
        return cents;
    }

    @MigrateFrame(helper = "helper", variable = "sum")
    static long sum(@Old("cents") long cents) {
        return cents;
    }
}
