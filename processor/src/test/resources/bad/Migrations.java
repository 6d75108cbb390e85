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

class Migrations {

    @Task(id = "migrating")
    @MovedLabel(from = "charge#1", to = "try/charge#1") // (1)
    BigDecimal run(BigDecimal total) { // FERMATA-1094
        charge();
        return total;
    }

    @Task(id = "moving")
    @MovedLabel(from = "pay#1", to = "try/charge#1")
    void moving() { // FERMATA-1094
        charge();
    }

    @Step
    void charge() {}

    @MovedLabel(from = "a#1", to = "b#1")
    void noTask() {} // FERMATA-1094

    @Suspends
    @MovedLabel(from = "pay#1", to = "try/charge#1")
    int helper(int total) { // FERMATA-1094
        charge();
        return total;
    }

    @Task(id = "forking")
    @MovedLabel(from = "all#1/0 | pay#1", to = "all#1/1 | charge#1")
    List<Integer> forking(int rate) { // FERMATA-1094
        return Durable.all(() -> {
            charge();
            return rate;
        });
    }

    @MigrateFrame(task = "forking", variable = "rate", at = "all#1/1 | charge#1")
    int inNoBranch(@Old("a") int a) { // FERMATA-1092
        return a;
    }

    @MigrateFrame(helper = "unknown", variable = "total")
    static int ofNoHelper(@Old("sum") int sum) { // FERMATA-1095
        return sum;
    }

    @MigrateFrame(helper = "charge", variable = "total")
    static int ofAStep(@Old("sum") int sum) { // FERMATA-1095
        return sum;
    }

    @MigrateFrame(helper = "helper", variable = "total")
    int ofAnObject(@Old("sum") int sum) { // FERMATA-1091
        return sum;
    }

    @MigrateFrame(helper = "helper", task = "migrating", variable = "total")
    static int ofBoth(@Old("sum") int sum) { // FERMATA-1091
        return sum;
    }

    @MigrateFrame(variable = "total")
    static int ofNeither(@Old("sum") int sum) { // FERMATA-1091
        return sum;
    }

    @MigrateFrame(helper = "helper", variable = "amount")
    static int unknownInAHelper(@Old("sum") int sum) { // FERMATA-1092
        return sum;
    }

    @MigrateFrame(task = "another", variable = "total")
    BigDecimal ofAnotherTask(@Old("sum") BigDecimal sum) { // FERMATA-1090
        return sum;
    }

    @MigrateFrame(task = "migrating", variable = "total")
    void nothing(@Old("c") BigDecimal sum) {} // FERMATA-1091

    @MigrateFrame(task = "migrating", variable = "total")
    BigDecimal unmarked(BigDecimal sum) { // FERMATA-1091
        return sum;
    }

    @MigrateFrame(task = "migrating", variable = "total")
    BigDecimal twice(@Old("a") BigDecimal one, @Old("a") BigDecimal other) { // FERMATA-1091
        return one.add(other);
    }

    @Step
    @MigrateFrame(task = "migrating", variable = "total")
    BigDecimal step(@Old("b") BigDecimal sum) { // FERMATA-1091
        return sum;
    }

    @MigrateFrame(task = "migrating", variable = "sum")
    BigDecimal unknown(@Old("total") BigDecimal total) { // FERMATA-1092
        return total;
    }

    @MigrateFrame(task = "migrating", variable = "total")
    long otherType(@Old("total") BigDecimal total) { // FERMATA-1092
        return total.longValue();
    }

    @MigrateFrame(task = "migrating", variable = "total", at = "elsewhere#1")
    BigDecimal elsewhere(@Old("total") BigDecimal total) { // FERMATA-1092
        return total;
    }

    @MigrateFrame(task = "migrating", variable = "total")
    BigDecimal first(@Old("sum") BigDecimal sum) {
        return sum;
    }

    @MigrateFrame(task = "migrating", variable = "total")
    BigDecimal second(@Old("sum") BigDecimal sum) { // FERMATA-1093
        return sum;
    }
}
