package app;

import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Suspends;
import dev.fermata.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;

public class Plain {

    public record Order(String id, int[] amounts) {}

    enum Color {
        RED
    }

    @Task(
            id = "a.b_c-1",
            retry = @Retry(maxAttempts = 1, minDelay = "0ms", maxDelay = "1 d", factor = 1, jitter = false))
    Map<String, List<? extends Order>> everything(Order order, int count, long[] all, Color color, Object any) {
        return Map.of();
    }

    @Task(id = "overloaded-1")
    public void overloaded(String trigger) {}

    @Task(id = "overloaded-2")
    public void overloaded(String[] names) {}

    @Task(id = "overloaded-3", retry = {})
    protected final int overloaded() throws Exception {
        return 1;
    }

    @Step
    private <T> T generic(T value, Runnable callback) {
        return value;
    }

    @Step(name = "named", retry = @Retry(minDelay = "500ms", maxDelay = "500ms"))
    static Duration ofNoBean() {
        return Duration.ZERO;
    }

    @Suspends
    private void helper() {
        generic("", () -> {});
    }

    interface Charging {
        @Step
        void charge();
    }
}
