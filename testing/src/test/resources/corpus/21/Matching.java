package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Type and record patterns, guards, case null, exhaustiveness over sealed types. */
public class Matching {

    public sealed interface Shape permits Circle, Rectangle, Group {}

    public record Circle(int radius) implements Shape {}

    public record Rectangle(Point from, Point to) implements Shape {}

    public record Group(List<Shape> shapes) implements Shape {}

    public record Point(int x, int y) {}

    public enum Color {
        RED,
        GREEN
    }

    @Step
    public Shape shape(int v) {
        Trace.step("shape", v);
        return switch (v) {
            case 0 -> null;
            case 1 -> new Circle(5);
            case 2 -> new Rectangle(new Point(1, 2), new Point(3, 4));
            case 3 -> new Group(List.of(new Circle(1), new Circle(2)));
            default -> new Circle(v);
        };
    }

    @Step
    public Object any(int v) {
        Trace.step("any", v);
        return v == 0 ? null : v == 1 ? (Object) "text" : v == 2 ? (Object) 2 : v == 3 ? new Point(7, 8) : (Object) Color.GREEN;
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Task(id = "matching.type-patterns-statement")
    public String statement(int n) {
        Object o = any(n);
        switch (o) {
            case null -> {
                return text("null");
            }
            case String x -> {
                int a = s(x.length());
                return x + a;
            }
            case Integer i when i > 1 -> {
                return "big" + s(i) + i;
            }
            case Point(int x, int y) -> {
                int a = s(x);
                return a + "," + y;
            }
            default -> text(o);
        }
        return "end";
    }

    @Task(id = "matching.type-patterns-expression")
    public String expression(int n) {
        return switch (any(n)) {
            case null -> "null";
            case String x -> x + text(x);
            case Integer i -> "" + s(i) + i;
            case Color c when c == Color.GREEN -> text(c);
            case Object o -> "other" + text(o);
        };
    }

    @Task(id = "matching.null-and-default")
    public String nullAndDefault(int n) {
        return switch (any(n)) {
            case String x -> text(x);
            case null, default -> text("rest");
        };
    }

    @Task(id = "matching.null-without-case")
    public String nullWithoutCase(int n) {
        try {
            return switch (shape(n)) {
                case Circle c -> "circle" + s(c.radius());
                case Rectangle r -> "rectangle" + text(r.to());
                case Group g -> "group" + s(g.shapes().size());
            };
        } catch (NullPointerException e) {
            return text("null");
        }
    }

    @Task(id = "matching.record-patterns-nested")
    public int nested(int n) {
        Shape shape = shape(n);
        return switch (shape) {
            case Rectangle(Point(var a, int b), Point to) -> s(a) * 100 + b * 10 + to.x() + s(b);
            case Circle(int radius) when radius > 4 -> s(radius) + radius;
            case Circle c -> c.radius();
            case Group(var shapes) -> s(shapes.size());
            case null -> s(-1);
        };
    }

    @Task(id = "matching.instanceof-record-pattern")
    public String instanceOfRecord(int n) {
        if (shape(n) instanceof Rectangle(Point(int x, int y), var to) && x < s(y)) {
            return x + "," + y + text(to);
        }
        return text("no");
    }

    @Task(id = "matching.instanceof-record-outlives")
    public String outlives(int n) {
        Object o = any(n);
        if (!(o instanceof Point(int x, int y))) return text("no point");
        int a = s(x);
        return a + "," + x + "," + y + s(y);
    }

    @Task(id = "matching.step-in-a-guard")
    public String stepInGuard(int n) {
        Object o = any(n);
        return switch (o) {
            case Integer i when s(i) > 2 -> "many";
            case null, default -> "other";
        };
    }

    @Task(id = "matching.step-before-its-guard")
    public String stepBeforeGuard(int n) {
        Object o = any(n);
        int limit = s(n);
        return switch (o) {
            case Integer i when limit > 2 -> "many" + i;
            case null, default -> "other";
        };
    }

    @Task(id = "matching.guards-in-order")
    public String guards(int n) {
        Object o = any(n);
        return switch (o) {
            case Integer i when t("first", i > 5) -> "never" + s(1);
            case Integer i when t("second", i == 2) -> "two" + s(i);
            case Integer i -> "int" + s(i);
            case null, default -> "other" + s(0);
        };
    }

    @Task(id = "matching.guard-reads-outer-variables")
    public String guardOuter(int n) {
        int limit = s(n);
        Object o = any(n);
        return switch (o) {
            case String x when x.length() > limit -> "long" + text(x);
            case Integer i when i < limit -> "small" + s(i) + limit;
            case null, default -> "none" + limit;
        };
    }

    @Task(id = "matching.qualified-enum-constants")
    public String enums(int n) {
        Color color = n % 2 == 0 ? Color.RED : Color.GREEN;
        return switch (color) {
            case RED -> text("red");
            case GREEN -> "green" + s(n);
        };
    }

    @Task(id = "matching.old-style-with-patterns")
    public String oldStyle(int n) {
        Object o = any(n);
        String r = "";
        switch (o) {
            case null:
                r += "null" + s(0);
                break;
            case String x:
                r += x + text(x);
                break;
            case Integer i when i > 100:
                r += "never";
                break;
            default:
                r += text(o);
        }
        return r + s(1);
    }

    @Task(id = "matching.in-loop")
    public int inLoop(int n) {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += switch (shape(i)) {
                case null -> 1;
                case Circle(int r) -> s(r);
                case Rectangle(Point(int x, var y), Point p) -> {
                    int k = s(x);
                    yield k * y + p.x();
                }
                case Group g -> {
                    if (n > 1) yield 1000;
                    yield s(g.shapes().size());
                }
            };
        }
        return sum;
    }

    @Task(id = "matching.within-one-state")
    public String withinState(int n) {
        Object o = n > 1 ? new Point(n, 2) : (Object) "s";
        String r = switch (o) {
            case Point(int x, int y) when x > y -> "wide" + x;
            case Point p -> "point";
            case String x -> x;
            default -> "none";
        };
        return text(r);
    }

    @Task(id = "matching.sequenced-collections")
    public String sequenced(int n) {
        List<Integer> list = new ArrayList<>(List.of(1, 2, s(n)));
        int last = list.getLast();
        s(0);
        return list.reversed() + "," + last + list.removeFirst();
    }

    @Task(id = "matching.recursive-data")
    public int recursiveData(int n) {
        Deque<Shape> open = new ArrayDeque<>();
        open.add(new Group(List.of(new Circle(n), new Group(List.of(new Circle(2))))));
        int sum = 0;
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case Circle(var r) -> sum += s(r);
                case Group(var shapes) -> shapes.forEach(open::push);
                case Rectangle r -> throw new IllegalStateException("none here");
            }
        }
        return sum;
    }
}
