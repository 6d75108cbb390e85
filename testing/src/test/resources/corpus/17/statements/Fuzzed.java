package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.function.*;

/** What random programs have found. */
public class Fuzzed {

    public sealed interface Shape permits Dot, Line {
        static Shape of(int n) {
            return n > 1 ? new Dot(n) : new Line(n);
        }
    }

    public record Dot(int size) implements Shape {}

    public record Line(int length) implements Shape {}

    public static class Cell {
        public int value;

        public Cell() {}

        public Cell(int value) {
            this.value = value;
        }
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public boolean flag(int v) {
        Trace.step("flag", v);
        return v > 1;
    }

    @Step
    public Cell cell(int v) {
        Trace.step("cell", v);
        return new Cell(v);
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return v.getClass().getSimpleName();
    }

    static int run(IntSupplier f) {
        return f.getAsInt();
    }

    /** Two texts are put in front of the first word: the bracket and the name of the class. */
    @Task(id = "fuzzed.pattern-on-a-call-of-a-nested-type")
    public int patternOnNestedType(int n) {
        s(n);
        if (!(Shape.of(n) instanceof Dot dot)) {
            return -1;
        }
        return s(dot.size()) + dot.size();
    }

    /** The copy for the lambda stands in front of the statement, not of the case. */
    @Task(id = "fuzzed.capture-in-the-rule-of-a-copied-switch")
    public int captureInRule(int n) {
        int x = s(n);
        int y = switch (n & 3) {
            case 0, 1 -> run(() -> x * 2);
            default -> run(() -> x * 3);
        };
        return s(y) + x;
    }

    /** A block without suspensions has ended, and copied text in the same state declares its names again. */
    @Task(id = "fuzzed.name-again-in-the-same-state")
    public int nameAgain(int n) {
        int sum = n;
        block:
        {
            boolean f = flag(n) ? n > 2 : n < 2;
            Integer g;
            if (f) {
                g = 5;
            } else {
                g = 6;
            }
            sum += f ? g : 7;
        }
        switch (sum & 1) {
            case 0 -> {
                boolean f = sum > 3;
                t("f", f);
            }
            default -> {
                long g = 5L;
                t("g", g);
            }
        }
        return s(sum);
    }

    /** Where any object will do, a conditional is of the type of its results. */
    @Task(id = "fuzzed.conditional-argument-of-type-object")
    public String conditionalArgument(int n) {
        String a = text(n > 1 ? cell(n) : new Cell(1));
        return a + text(n > 2 ? (n > 3 ? new Cell(2) : cell(5)) : null == a ? null : cell(6));
    }

    @Task(id = "fuzzed.switch-argument-of-type-object")
    public String switchArgument(int n) {
        return text(
                switch (n) {
                    case 0 -> new Cell(n);
                    case 1 -> {
                        int x = s(n);
                        yield new Cell(x);
                    }
                    default -> cell(n);
                });
    }

    /** The keys are still to be walked when the step of the bound is done; whose they are, a frame cannot tell. */
    @Task(id = "fuzzed.keys-of-a-map-are-live-while-the-bound-suspends")
    public String keysBesideTheBound(int n) {
        Map<String, Integer> counts = new TreeMap<>();
        List<Integer> results = Durable.map(new TreeMap<>(counts).keySet(), key -> s(key.length()), s(n + 1));
        return counts + "" + results;
    }

    @Task(id = "fuzzed.copied-keys-are-live-while-the-bound-suspends")
    public String copiedKeysBesideTheBound(int n) {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("k", n);
        List<Integer> results = Durable.map(new ArrayList<>(counts.keySet()), key -> s(key.length()), s(n + 1));
        return counts + "" + results;
    }
}
