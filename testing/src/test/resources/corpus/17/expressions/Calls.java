package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Nested calls, chains, constructor arguments, varargs. */
public class Calls {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public int add(int a, int b) {
        Trace.step("add", a, b);
        return a + b;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Step
    public int sum(int first, int... rest) {
        Trace.step("sum", first, rest);
        return first + Arrays.stream(rest).sum();
    }

    @Step
    public List<String> list(String... parts) {
        Trace.step("list", (Object) parts);
        return new ArrayList<>(Arrays.asList(parts));
    }

    @Step
    public Point point(int x, int y) {
        Trace.step("point", x, y);
        return new Point(x, y);
    }

    @Step
    public String none() {
        Trace.step("none");
        return null;
    }

    public record Point(int x, int y) {
        public Point move(int dx, int dy) {
            t("move", dx * 10 + dy);
            return new Point(x + dx, y + dy);
        }
    }

    public static class Line {
        public final Point from;
        public final Point to;
        public String label;

        public Line(Point from, Point to) {
            this.from = from;
            this.to = to;
        }

        public Line label(String label) {
            this.label = label;
            return this;
        }
    }

    static int plain(int a, int b) {
        return t("plain", a * 10 + b);
    }

    static String varargs(Object... all) {
        return Arrays.toString(all);
    }

    @Task(id = "calls.nested")
    public int nested(int n) {
        return s(s(s(n)));
    }

    @Task(id = "calls.nested-arguments")
    public int nestedArguments(int n) {
        return add(s(n), add(s(2), t("x", 3)));
    }

    @Task(id = "calls.plain-between")
    public int plainBetween(int n) {
        return plain(s(n), plain(t("a", 1), s(2)));
    }

    @Task(id = "calls.chain")
    public Point chain(int n) {
        return point(n, s(n)).move(s(1), t("dy", 2)).move(t("dx", 3), s(4));
    }

    @Task(id = "calls.chain-on-builder")
    public String builder(int n) {
        return new StringBuilder().append(text("a")).append(s(n)).append(t("c", 'c')).toString();
    }

    @Task(id = "calls.constructor-arguments")
    public Line constructor(int n) {
        return new Line(point(s(n), 1), new Point(t("x", 2), s(3))).label(text(n));
    }

    @Task(id = "calls.record-constructor")
    public Point record(int n) {
        Point p = new Point(s(n), s(p(n)));
        return new Point(p.y(), p.x() + s(0));
    }

    int p(int v) {
        return v * 2;
    }

    @Task(id = "calls.varargs")
    public int varargsStep(int n) {
        return sum(n) + sum(n, 1) + sum(s(n), t("a", 1), s(2), 3) + sum(1, new int[] {s(4), 5});
    }

    @Task(id = "calls.varargs-of-objects")
    public String varargsObjects(int n) {
        return list("a", text(n), "c") + varargs(s(n), text("x"), null) + varargs() + list().size();
    }

    @Task(id = "calls.varargs-null")
    public String varargsNull(int n) {
        String nothing = none();
        return varargs(nothing, s(n)) + list(none(), "b");
    }

    @Task(id = "calls.step-on-result")
    public int onResult(int n) {
        return text(n).length() + text(text(n)).indexOf("<", s(0)) + list("a", "bb").get(s(0)).length();
    }

    @Task(id = "calls.null-result-dereferenced")
    public String nullDereferenced(int n) {
        try {
            return none().concat(text(n));
        } catch (NullPointerException e) {
            return text("npe");
        }
    }

    @Task(id = "calls.this-qualified")
    public int thisQualified(int n) {
        return this.s(n) + this.s(this.s(n)) + Calls.this.s(0);
    }

    @Task(id = "calls.parenthesised")
    public int parenthesised(int n) {
        return (s((n))) + ((s(1)));
    }

    @Task(id = "calls.same-call-twice")
    public String sameCallTwice(int n) {
        String a = text(n) + text(n);
        String b = text(n);
        return a.equals(b + b) + a;
    }

    @Task(id = "calls.array-creation")
    public String arrayCreation(int n) {
        int[] a = {s(n), t("x", 2), s(3)};
        String[][] b = {{text(1)}, {}, {"c", text(2)}};
        int[] c = new int[s(1)];
        return Arrays.toString(a) + Arrays.deepToString(b) + c.length;
    }

    @Task(id = "calls.list-of-steps")
    public List<Object> listOfSteps(int n) {
        return new ArrayList<>(List.of(s(n), text("a"), t("l", 5L), point(1, s(1))));
    }

    @Task(id = "calls.map-of-steps")
    public Map<String, Integer> mapOfSteps(int n) {
        return new TreeMap<>(Map.of(text("b"), s(2), text("a"), s(n)));
    }

    @Task(id = "calls.string-format")
    public String format(int n) {
        return String.format("%s-%d-%s", text("a"), s(n), t("last", "z"));
    }

    @Task(id = "calls.instanceof-step")
    public boolean instanceOf(int n) {
        return text(n) instanceof Comparable && ((Object) s(n)) instanceof Integer && !(none() instanceof String);
    }

    @Task(id = "calls.expression-statements")
    public void expressionStatements(int n) {
        s(n);
        text(s(n));
        new Line(point(n, s(1)), null);
        list("a").add(text("b"));
        text(n).length();
    }

    @Task(id = "calls.many-arguments")
    public int manyArguments(int n) {
        return sum(s(1), s(2), s(3), s(4), s(5), s(6), s(7), s(8), s(9), n);
    }

    @Task(id = "calls.list-mutated-while-argument")
    public String mutatedArgument(int n) {
        List<Integer> list = new ArrayList<>();
        list.add(s(n));
        return varargs(list.size(), list.add(s(n)), list.size(), list);
    }
}
