package dev.fermata.spring.ledger;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.spring.ledger.StepsMachine.Call;
import java.util.List;

/** What the processor would generate beside {@link LedgerTasks}. */
public final class LedgerTasks$Fermata implements TaskCatalog {

    @Override
    public List<TaskDescriptor> tasks() {
        return List.of(
                task("jdbc", "byJdbc", LedgerTasks::byJdbc),
                task("jooq", "byJooq", LedgerTasks::byJooq),
                task("jpa", "byJpa", LedgerTasks::byJpa),
                task("serial", "bySerial", LedgerTasks::bySerial),
                task("repeatable", "byRepeatable", LedgerTasks::byRepeatable),
                task("mandatory", "byMandatory", LedgerTasks::byMandatory),
                task("supports", "bySupports", LedgerTasks::bySupports));
    }

    private static TaskDescriptor task(String method, String step, Call<LedgerTasks> call) {
        return StepsMachine.descriptor(
                LedgerTasks.class,
                method,
                List.of(
                        new StepsMachine.Named<>("begin", LedgerTasks::begin),
                        new StepsMachine.Named<>(step, call),
                        new StepsMachine.Named<>("end", LedgerTasks::end)));
    }
}
