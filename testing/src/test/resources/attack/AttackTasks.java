package attack;

import dev.fermata.Durable;
import dev.fermata.Retry;
import dev.fermata.Step;
import dev.fermata.Task;
import dev.fermata.engine.attack.Field;
import dev.fermata.engine.attack.Transacted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tasks of all shapes, as users write them. */
public class AttackTasks {

    private final Field field;

    public AttackTasks(Field field) {
        this.field = field;
    }

    @Task(id = "plain", queue = "attack")
    public int plain(int n) {
        int a = work(n, "a");
        int b = work(n, "b");
        return a + b + work(n, "c");
    }

    @Task(id = "transactional", queue = "attack")
    public int transactional(int n) {
        int sum = post(n, "a");
        sum += post(n, "b");
        int c = work(n, "c");
        return sum + c + post(n, "d");
    }

    @Task(id = "loop", queue = "attack")
    public int loop(int n) {
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            results.add(i % 2 == 0 ? work(n, "" + i) : post(n, "" + i));
        }
        int sum = 0;
        for (int result : results) {
            sum += result;
        }
        return sum;
    }

    @Task(id = "sleep", queue = "attack")
    public int sleep(int n) {
        int a = work(n, "a");
        Durable.sleep(Duration.ofMillis(200));
        int b = post(n, "b");
        Durable.sleep(Duration.ofMillis(100));
        return a + b + work(n, "c");
    }

    @Task(id = "guarded", queue = "attack")
    public int guarded(int n) {
        int sum = 0;
        try {
            sum += post(n, "a");
            sum += work(n, "b");
            sum += stumble(n, "c");
        } catch (IllegalStateException e) {
            sum += work(n, "d");
        } finally {
            sum += work(n, "e");
        }
        return sum;
    }

    @Task(id = "retrying", queue = "attack")
    public int retrying(int n) {
        int a = flaky(n, "a");
        int b = flakyPost(n, "b");
        return a + b + work(n, "c");
    }

    /** Brings down whatever executes it. */
    @Task(id = "halting", queue = "attack")
    public int halting(int n) {
        int a = work(n, "a");
        halt();
        return a;
    }

    @Step(retry = @Retry(maxAttempts = 4, minDelay = "50ms", maxDelay = "200ms", jitter = false))
    int work(int n, String step) {
        return field.work(n, step);
    }

    @Transacted
    @Step(retry = @Retry(maxAttempts = 4, minDelay = "50ms", maxDelay = "200ms", jitter = false))
    int post(int n, String step) {
        return field.post(n, step);
    }

    @Step(retry = @Retry(maxAttempts = 4, minDelay = "50ms", maxDelay = "200ms", jitter = false))
    int flaky(int n, String step) {
        return field.flaky(n, step);
    }

    @Transacted
    @Step(retry = @Retry(maxAttempts = 4, minDelay = "50ms", maxDelay = "200ms", jitter = false))
    int flakyPost(int n, String step) {
        return field.flakyPost(n, step);
    }

    @Step(retry = @Retry(maxAttempts = 2, minDelay = "50ms", maxDelay = "200ms", jitter = false))
    int stumble(int n, String step) {
        return field.stumble(n, step);
    }

    @Step
    void halt() {
        field.halt();
    }
}
