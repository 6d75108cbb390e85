package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.function.*;

/** Unnamed variables and patterns. */
public class Unnamed {

    public record Point(int x, int y) {}

    public sealed interface Event permits Added, Removed, Moved {}

    public record Added(String id) implements Event {}

    public record Removed(String id) implements Event {}

    public record Moved(Point from, Point to) implements Event {}

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public Object any(int v) {
        Trace.step("any", v);
        return v == 1 ? new Point(1, 2) : v == 2 ? "text" : v == 3 ? (Object) 3 : new Moved(new Point(v, 1), new Point(2, v));
    }

    @Task(id = "unnamed.local")
    public int local(int n) {
        int _ = s(n);
        var _ = s(n + 1);
        return s(2);
    }

    @Task(id = "unnamed.foreach")
    public int foreach(int n) {
        int count = 0;
        for (var _ : List.of("a", "b")) count += s(count);
        for (int _ : new int[] {n, n}) count++;
        for (int i = 0, _ = s(5); i < 2; i++) count += s(i);
        return count;
    }

    @Task(id = "unnamed.catch")
    public String caught(int n) {
        try {
            if (n > 1) throw new IllegalStateException("x");
            return "fine" + s(n);
        } catch (IllegalStateException _) {
            return "caught" + s(0);
        } catch (RuntimeException _) {
            return "runtime" + s(1);
        }
    }

    @Task(id = "unnamed.pattern")
    public String pattern(int n) {
        Object o = any(n);
        if (o instanceof Point(int x, _)) return "x" + s(x);
        return switch (o) {
            case String _ -> "string" + s(1);
            case Moved(Point(_, var y), _) -> "moved" + s(y) + y;
            case Integer _, Long _ -> "number" + s(2);
            default -> "other";
        };
    }

    @Task(id = "unnamed.lambda")
    public int lambda(int n) {
        int a = s(n);
        BiFunction<Integer, Integer, Integer> f = (_, b) -> b + a;
        int r = f.apply(1, 2);
        return s(r);
    }

    @Task(id = "unnamed.sealed")
    public String sealed(int n) {
        Event event = n == 1 ? new Added("a") : n == 2 ? new Removed("r") : new Moved(new Point(1, 2), new Point(3, n));
        s(n);
        return switch (event) {
            case Added(var id) -> id + s(1);
            case Removed _ -> "removed" + s(2);
            case Moved(_, Point(_, int y)) when y > 2 -> "far" + s(y);
            case Moved _ -> "near";
        };
    }

    @Task(id = "unnamed.flexible-constructor")
    public String flexible(int n) {
        Checked checked = new Checked(s(n));
        s(0);
        return "" + checked.value;
    }

    public static class Base {
        public int value;

        public Base() {}

        public Base(int value) {
            this.value = value;
        }
    }

    public static class Checked extends Base {
        public Checked() {}

        public Checked(int value) {
            if (value < 0) throw new IllegalArgumentException("negative");
            super(value * 2);
        }
    }
}
