package app;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.Step;
import dev.fermata.Task;
import java.math.BigDecimal;
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
}
