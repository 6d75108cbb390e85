package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Steps in the guards of pattern cases: order, fall-through to the next case, null, bindings, exhaustiveness. */
public class Guards {

    public sealed interface Shape permits Circle, Square, Dot {}

    public record Circle(int radius) implements Shape {}

    public record Square(Point corner, int side) implements Shape {}

    public record Dot() implements Shape {}

    public record Point(int x, int y) {}

    private sealed interface Order permits Small, Large {}

    private record Small(int id) implements Order {}

    private record Large(int id, Small part) implements Order {}

    @Step
    public Shape shape(int v) {
        Trace.step("shape", v);
        return switch (v) {
            case 0 -> null;
            case 1 -> new Circle(v);
            case 2 -> new Square(new Point(1, 2), 3);
            case 3 -> new Dot();
            default -> new Circle(v);
        };
    }

    @Step
    public Object any(int v) {
        Trace.step("any", v);
        return v == 0 ? null : v == 1 ? (Object) "text" : v == 2 ? (Object) 2 : new Point(7, v);
    }

    @Step
    Order order(int v) {
        Trace.step("order", v);
        return v < 2 ? new Small(v) : new Large(v, new Small(3));
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public boolean check(Object v, int limit) {
        Trace.step("check", v, limit);
        return String.valueOf(v).length() > limit;
    }

    @Task(id = "guards.two-on-one-type")
    public String two(int n) {
        Object o = any(n);
        return switch (o) {
            case Integer i when s(i) > 5 -> "never" + i;
            case Integer i when check(i, 0) -> "int" + s(i);
            case String x when check(x, n) -> x + s(1);
            case String x -> x;
            case null -> "null" + s(0);
            default -> "other";
        };
    }

    @Task(id = "guards.before-and-behind-a-plain-guard")
    public String mixed(int n) {
        String r = "";
        for (int i = 0; i < 4; i++) {
            r += switch (any(t("selector", i))) {
                case Integer v when t("plain", v > 10) -> "big";
                case Integer v when s(v) + n > 4 -> "sum" + v;
                case Integer v when t("behind", v > 0) -> "positive";
                case Point(int x, int y) when check(x + y, n) && t("and", y < 9) -> "point" + (x + y);
                case null, default -> "none" + i;
            };
        }
        return r;
    }

    @Task(id = "guards.exhaustive-without-default")
    public String exhaustive(int n) {
        try {
            return switch (shape(n)) {
                case Dot dot -> "dot";
                case Circle(var r) when s(r) > 2 -> "large" + r;
                case Square(Point(int x, int y), int side) when check(side, x - 1) -> x + "," + y;
                case Circle c -> "circle" + c.radius();
                case Square q -> "square" + s(q.side());
            };
        } catch (NullPointerException e) {
            return "null" + s(1);
        }
    }

    @Task(id = "guards.statement")
    public String statement(int n) {
        String r = "";
        Shape shape = shape(n);
        switch (shape) {
            case Circle c when s(c.radius()) > 3:
                r += "c" + s(1);
                break;
            case null:
                return "null" + s(2);
            case Square q when check(q, 100):
                r += "never";
                break;
            case Dot d:
                r += "dot";
                break;
            default:
                r += "default" + s(3);
        }
        return r + shape;
    }

    @Task(id = "guards.total-pattern")
    public String total(int n) {
        Shape shape = shape(n + 1);
        return switch (shape) {
            case Shape any when check(any, 12) -> "long" + any;
            case Shape any when s(n) > 1 -> "some" + any;
            case Shape any -> "rest" + any;
        };
    }

    @Task(id = "guards.outer-variables-and-short-circuit")
    public String outer(int n) {
        int limit = s(n);
        Object o = any(n);
        String r = "";
        r += switch (o) {
            case String x when x.length() > limit || s(limit) > 3 -> x + limit;
            case Integer i when i < limit && check(i, 0) && s(i) > 1 -> "i" + (i + limit);
            case Point p when !check(p, limit) -> "short";
            case Object other -> "other" + other;
            case null -> "null";
        };
        return r + limit;
    }

    @Task(id = "guards.binding-of-the-guard")
    public String bindingOfTheGuard(int n) {
        Object o = new Object[] {any(n), n};
        return switch (o) {
            case Object[] parts when parts[0] instanceof String x && check(x, n) -> x + parts.length + s(1);
            case Object[] parts when parts[0] instanceof Point(int x, int y) && s(x) > 3 -> "p" + y;
            case Object[] parts -> "parts" + parts[1];
            default -> "none";
        };
    }

    @Task(id = "guards.failing-and-caught")
    public String failing(int n) {
        try {
            return switch (any(n)) {
                case Integer i when s(i / (n - 2)) > 0 -> "never";
                case String x when check(x, 2) -> throw new IllegalStateException(x);
                case null, default -> "default";
            };
        } catch (ArithmeticException | IllegalStateException e) {
            return e.getMessage() + s(5);
        } finally {
            s(6);
        }
    }

    @Task(id = "guards.yield-and-nested")
    public int yieldAndNested(int n) {
        return s(1) + switch (any(n)) {
            case Integer i when switch (any(i - 1)) {
                case String x when check(x, 1) -> true;
                case null, default -> false;
            } -> {
                int more = s(i);
                yield more * 2;
            }
            case Point(int x, int y) when s(y) > 3 -> y;
            case null -> -1;
            default -> s(0);
        };
    }

    @Task(id = "guards.private-types")
    public String privateTypes(int n) {
        Order order = order(n);
        String r = switch (order) {
            case Small(int id) when s(id) > 1 -> "small" + id;
            case Large(int id, Small(var part)) when check(id, 3) -> "never" + part;
            case Small small -> "tiny" + small;
            case Large large -> "large" + large.part().id() + s(large.id);
        };
        return r + switch (order) {
            case Small small -> small.id;
            case Large(var id, var part) -> id + s(part.id);
        };
    }

    @Task(id = "guards.in-a-loop-with-jumps")
    public String jumps(int n) {
        String r = "";
        outer:
        for (int i = 0; i <= n; i++) {
            switch (any(i)) {
                case null -> {
                    continue outer;
                }
                case Integer v when s(v) > n -> {
                    break outer;
                }
                case String x when check(x, 3) -> r += x;
                default -> r += "-";
            }
            r += s(i);
        }
        return r;
    }
}
