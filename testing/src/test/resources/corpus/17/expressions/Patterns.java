package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** instanceof patterns, whose bindings may outlive the statement. */
public class Patterns {

    @Step
    public Object any(int v) {
        Trace.step("any", v);
        return v == 0 ? null : v == 1 ? (Object) "text" : v == 2 ? (Object) 2 : v == 3 ? (Object) 3L : (Object) List.of("a", "b");
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

    @Task(id = "patterns.if")
    public String simple(int n) {
        if (any(n) instanceof String x) {
            return x + text(x);
        }
        return text("none");
    }

    @Task(id = "patterns.if-else")
    public String ifElse(int n) {
        Object o = any(n);
        if (o instanceof Integer i) {
            int r = s(i);
            return "int" + i + r;
        } else if (o instanceof String str) {
            return text(str) + str.length();
        } else {
            return text(o);
        }
    }

    @Task(id = "patterns.binding-outlives-the-statement")
    public String outlives(int n) {
        Object o = any(n);
        if (!(o instanceof String x)) {
            return text("no string");
        }
        int a = s(1);
        return x + a + text(x);
    }

    @Task(id = "patterns.binding-outlives-with-throw")
    public String outlivesThrow(int n) {
        if (!(any(n) instanceof Number number)) {
            throw new IllegalArgumentException(text(n));
        }
        s(number.intValue());
        return "" + number + number.getClass().getSimpleName();
    }

    @Task(id = "patterns.and")
    public String and(int n) {
        Object o = any(n);
        if (o instanceof String x && x.length() > s(2)) {
            return x + s(x.length());
        }
        return "other";
    }

    @Task(id = "patterns.two-bindings")
    public String two(int n) {
        Object o = any(n);
        Object p = any(n + 1);
        if (o instanceof String a && p instanceof Integer b) {
            return a + s(b) + b;
        }
        return o + text(p);
    }

    @Task(id = "patterns.negated-or")
    public String negatedOr(int n) {
        Object o = any(n);
        if (!(o instanceof List<?> list) || list.size() < s(0)) {
            return "no list" + s(1);
        }
        return text(list.get(0)) + list.size();
    }

    @Task(id = "patterns.while")
    public String whileLoop(int n) {
        Object o = any(n);
        while (!(o instanceof Integer i)) {
            o = any(2);
        }
        return "" + s(i) + i;
    }

    @Task(id = "patterns.conditional")
    public String conditional(int n) {
        Object o = any(n);
        return o instanceof String x ? text(x) + x : o instanceof Integer i ? "" + s(i) + i : "other";
    }

    @Task(id = "patterns.same-name-reused")
    public String sameName(int n) {
        Object o = any(n);
        String r = "";
        if (o instanceof String x) r += x + s(1);
        if (o instanceof Integer x) r += x + s(x);
        if (o instanceof Long x) r += x + s(x.intValue());
        return r;
    }

    @Task(id = "patterns.in-loop")
    public int inLoop(int n) {
        int sum = 0;
        for (int k = 0; k < 4; k++) {
            if (any(k) instanceof Number number) {
                sum += s(number.intValue());
                sum += number.intValue();
            }
        }
        return sum;
    }

    @Task(id = "patterns.in-for-condition")
    public int inForCondition(int n) {
        int r = 0;
        Object o = any(2);
        for (int i = 0; i < 3 && o instanceof Integer k; i++) {
            r += s(k + i);
            if (i == n) o = "stop";
        }
        return r;
    }

    @Task(id = "patterns.binding-assigned")
    public int assigned(int n) {
        if (any(n) instanceof Integer i) {
            i = s(i) * 10;
            return i + s(i);
        }
        return 0;
    }

    @Task(id = "patterns.final-binding-captured")
    public String captured(int n) {
        if (any(n) instanceof String x) {
            s(1);
            java.util.function.Supplier<String> length = () -> x + x.length();
            return text(length.get());
        }
        return "";
    }

    @Task(id = "patterns.within-one-state")
    public String withinState(int n) {
        Object o = n > 1 ? "str" : Integer.valueOf(n);
        String r = o instanceof String x && x.length() == 3 ? x.toUpperCase(Locale.ROOT) : "no";
        return text(r);
    }

    @Task(id = "patterns.early-continue")
    public List<String> earlyContinue(int n) {
        List<String> r = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            if (!(any(i) instanceof String x)) continue;
            r.add(text(x));
            r.add(x);
        }
        return r;
    }

    @Task(id = "patterns.equals-idiom")
    public boolean equalsIdiom(int n) {
        Object o = any(n);
        return o instanceof Integer i && s(i) == i + 1 && i == n;
    }
}
