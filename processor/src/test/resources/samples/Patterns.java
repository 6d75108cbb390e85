package samples;

// needs 21
import dev.fermata.*;
import java.util.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions"})
class Patterns {
    final List<String> trace = new ArrayList<>();
    sealed interface Shape permits Circle, Box, Empty {}
    record Circle(int r) implements Shape {}
    record Box(int w, Object tag) implements Shape {}
    record Empty() implements Shape {}

    @Step int s(int x) { trace.add("s " + x); return x; }
    @Step void n(String x) { trace.add("n " + x); }
    @Step Shape shape(int x) { trace.add("shape " + x); return x < 0 ? null : x == 0 ? new Empty() : x == 1 ? new Circle(4) : new Box(x, x == 2 ? "tag" : (Object) x); }

    @Task(id = "sealedSwitch") String sealedSwitch(int n) { return switch (shape(n)) { case Circle(int r) -> "c" + s(r) + r; case Box(var w, String t) when w > 1 && t.length() == 3 -> { n(t); yield "bt" + w; } case Box b -> "b" + s(b.w()) + b.tag(); case Empty e -> { n("e"); yield e.toString(); } }; }
    @Task(id = "statementSwitch") String statementSwitch(int n) { Shape x = shape(n); switch (x) { case null -> { n("null"); return "null"; } case Circle c when c.r() > 100 -> n("big"); case Circle c -> n("circle" + c.r()); case Box(int w, Integer i) -> { n("w" + w); return "i" + i + s(1); } case Box b -> n("box"); case Empty e -> { } } return "end"; }
    @Task(id = "recordPattern") String recordPattern(int n) { Object o = shape(n); if (o instanceof Box(int w, Object t) && t instanceof String u) { n(u); return w + u + t; } return "no" + s(1); }
    @Task(id = "nullDefault") String nullDefault(int n) { String k = n == 0 ? null : "k" + n; return switch (k) { case "k1" -> "one" + s(1); case null, default -> { n("nd"); yield "nd"; } }; }
}
