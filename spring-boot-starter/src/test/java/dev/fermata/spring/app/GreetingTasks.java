package dev.fermata.spring.app;

import dev.fermata.Step;
import dev.fermata.Task;
import java.util.Locale;

/** A task of two steps. */
public class GreetingTasks {

    @Task(id = "greet")
    public String greet(Guest guest) {
        String name = polish(guest.name());
        return bow(name, guest.bows());
    }

    @Step
    public String polish(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    @Step
    public String bow(String name, int bows) {
        if (bows < 0) {
            throw new dev.fermata.PermanentFailureException("nobody bows " + bows + " times");
        }
        return "Good day, " + name + "!".repeat(bows);
    }
}
