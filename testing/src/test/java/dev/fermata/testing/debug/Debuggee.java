package dev.fermata.testing.debug;

import dev.fermata.machine.TaskCatalog;
import dev.fermata.machine.TaskDescriptor;
import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;

/** The process that is debugged: runs the only task of a class as the engine does, with 3 as its argument. */
final class Debuggee {

    private Debuggee() {}

    public static void main(String[] arguments) throws Throwable {
        Class<?> type = Class.forName(arguments[0]);
        Object bean = type.getConstructor().newInstance();
        TaskDescriptor task = TaskCatalog.of(type).orElseThrow().tasks().get(0);
        TaskMachine machine = task.factory().create(bean, bean);
        machine.start(3);
        while (machine.advance() instanceof Transition.StepCall) {
            machine.returned(machine.call());
        }
    }
}
