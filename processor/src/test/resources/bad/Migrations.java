package app;

import dev.fermata.MigrateFrame;
import dev.fermata.MovedLabel;
import dev.fermata.Old;
import dev.fermata.Step;
import dev.fermata.Task;
import java.math.BigDecimal;

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
