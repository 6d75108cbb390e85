package dev.fermata.spring.app;

import dev.fermata.machine.TaskMachine;
import dev.fermata.machine.Transition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link GreetingTasks#greet} as a machine. */
final class GreetingMachine extends TaskMachine {

    private final GreetingTasks bean;
    private int point;

    @Nullable
    Guest guest;

    @Nullable
    String name;

    @Nullable
    String result;

    GreetingMachine(GreetingTasks bean) {
        this.bean = bean;
    }

    @Override
    public void start(@Nullable Object... arguments) {
        guest = (Guest) arguments[0];
        point = 0;
    }

    @Override
    public Transition advance() {
        switch (point) {
            case 0 -> {
                if (guest == null) {
                    return new Transition.Threw(new NullPointerException("guest"));
                }
                point = 1;
                return new Transition.StepCall(GreetingTasks$Fermata.POLISH);
            }
            case 2 -> {
                point = 3;
                return new Transition.StepCall(GreetingTasks$Fermata.BOW);
            }
            case 1 -> {
                return new Transition.StepCall(GreetingTasks$Fermata.POLISH);
            }
            case 3 -> {
                return new Transition.StepCall(GreetingTasks$Fermata.BOW);
            }
            default -> {
                return new Transition.Completed(result);
            }
        }
    }

    @Override
    public Object call() {
        Guest to = Objects.requireNonNull(guest);
        return point == 1 ? bean.polish(to.name()) : bean.bow(Objects.requireNonNull(name), to.bows());
    }

    @Override
    public void returned(@Nullable Object value) {
        if (point == 1) {
            name = (String) value;
            point = 2;
        } else {
            result = (String) value;
            point = 4;
        }
    }

    @Override
    public boolean threw(Throwable failure) {
        return false;
    }

    @Override
    public int point() {
        return point;
    }

    @Override
    public @Nullable Object[] save() {
        return switch (point) {
            case 0, 1 -> new @Nullable Object[] {guest};
            case 2, 3 -> new @Nullable Object[] {guest, name};
            default -> new @Nullable Object[] {result};
        };
    }

    @Override
    public void restore(int at, @Nullable Object[] values) {
        point = at;
        if (at == 4) {
            result = (String) values[0];
        } else {
            guest = (Guest) values[0];
            name = values.length > 1 ? (String) values[1] : null;
        }
    }
}
