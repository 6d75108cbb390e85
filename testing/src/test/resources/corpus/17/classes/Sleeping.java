package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.time.Duration;
import java.util.*;

/** Durable.sleep and Durable.idempotencyKey. */
public class Sleeping {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public String key(int v) {
        Trace.step("key", v);
        return Durable.idempotencyKey();
    }

    @Step
    public Duration pause(int v) {
        Trace.step("pause", v);
        return Duration.ofSeconds(v);
    }

    @Task(id = "sleep.between-steps")
    public int between(int n) {
        int a = s(n);
        Durable.sleep(Duration.ofDays(3));
        return a + s(a);
    }

    @Task(id = "sleep.computed")
    public int computed(int n) {
        Duration d = Duration.ofMinutes(n);
        Durable.sleep(d.plusSeconds(s(n)));
        Durable.sleep(pause(n));
        return (int) d.toMinutes();
    }

    @Task(id = "sleep.in-loop-with-backoff")
    public int inLoop(int n) {
        int delay = 1;
        for (int i = 0; i < n; i++) {
            Durable.sleep(Duration.ofSeconds(delay));
            delay *= 2;
            if (s(i) > 3) break;
        }
        return delay;
    }

    @Task(id = "sleep.in-try-finally")
    public String inTry(int n) {
        try {
            Durable.sleep(Duration.ofSeconds(n));
            if (n > 1) return "woke";
        } finally {
            Durable.sleep(Duration.ZERO);
            s(n);
        }
        return "end";
    }

    @Task(id = "sleep.in-catch")
    public int inCatch(int n) {
        int attempts = 0;
        while (true) {
            try {
                return s(n) + attempts * 100;
            } catch (RuntimeException e) {
                if (++attempts > 2) throw e;
                Durable.sleep(Duration.ofSeconds(attempts));
            }
        }
    }

    @Task(id = "sleep.null-duration")
    public String nullDuration(int n) {
        Duration d = n > 1 ? null : Duration.ofMillis(n);
        s(n);
        return "" + (d == null);
    }

    @Task(id = "sleep.only")
    public void only(int n) {
        Durable.sleep(Duration.ofSeconds(n));
    }

    @Task(id = "sleep.conditional")
    public int conditional(int n) {
        if (n > 1) Durable.sleep(Duration.ofHours(1));
        else if (s(n) > 1) Durable.sleep(Duration.ofHours(2));
        return s(n);
    }

    @Task(id = "sleep.keys-differ")
    public String keys(int n) {
        String r = key(1);
        for (int i = 0; i < n; i++) {
            r += key(i);
            Durable.sleep(Duration.ofSeconds(1));
        }
        return r + key(2);
    }

    @Task(id = "sleep.static-import-style")
    public int qualified(int n) {
        dev.fermata.Durable.sleep(java.time.Duration.ofSeconds(s(n)));
        return n;
    }
}
