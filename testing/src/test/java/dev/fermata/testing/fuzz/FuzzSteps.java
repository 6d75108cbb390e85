package dev.fermata.testing.fuzz;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.Step;
import dev.fermata.testing.differential.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What generated tasks inherit: steps of every type, and the plain methods they call. The first argument of a suspending
 * call is the number of its site.
 */
public class FuzzSteps extends FuzzTypes {

    private static final int MOST_ROUNDS = 20_000;

    /** Fields of the bean; values only, since objects of the bean are no part of a frame. */
    public int count = 3;

    public @Nullable String note = "note";
    public final int fixed = 11;

    public final Object lock = new Object();
    private final List<IntSupplier> kept = new ArrayList<>();
    private int rounds;

    private void at(int site, String step, @Nullable Object... arguments) {
        Sites.ran(getClass(), site);
        Trace.step(step + "@" + site, arguments);
    }

    @Step
    public int s(int site, int v) {
        at(site, "s", v);
        return v + 1;
    }

    @Step
    public long big(int site, long v) {
        at(site, "big", v);
        return v * 3;
    }

    @Step
    public boolean flag(int site, int v) {
        at(site, "flag", v);
        return (v & 1) == 0;
    }

    /** For elements of arrays: there are at least two. */
    @Step
    public int index(int site, int v) {
        at(site, "index", v);
        return v & 1;
    }

    /** For the updates of loops: progress. */
    @Step
    public int one(int site, int v) {
        at(site, "one", v);
        return 1 + (v & 1);
    }

    /** For the headers of loops: three rounds at most. */
    @Step
    public boolean more(int site, int round) {
        at(site, "more", round);
        return round < 2 + (site & 1);
    }

    @Step
    public char letter(int site, int v) {
        at(site, "letter", v);
        return (char) ('a' + (v & 7));
    }

    @Step
    public double half(int site, int v) {
        at(site, "half", v);
        return v / 2.0;
    }

    @Step
    public String text(int site, @Nullable Object v) {
        at(site, "text", v);
        return cut("<" + show(v) + ">");
    }

    @Step
    public @Nullable Integer box(int site, int v) {
        at(site, "box", v);
        return (v & 7) == 5 ? null : Integer.valueOf(v + 200);
    }

    @Step
    public int[] array(int site, int a, int b) {
        at(site, "array", a, b);
        return new int[] {a, b, a + b};
    }

    @Step
    public List<Integer> list(int site, int... v) {
        at(site, "list", v);
        List<Integer> list = new ArrayList<>(List.of(site));
        Arrays.stream(v).limit(3).forEach(list::add);
        return list;
    }

    @Step
    public Map<String, Integer> map(int site, String key, int v) {
        at(site, "map", key, v);
        return new TreeMap<>(Map.of(key, v, "k", site));
    }

    @Step
    public Pair pair(int site, int left, String right) {
        at(site, "pair", left, right);
        return new Pair(left, right);
    }

    @Step
    public Shape shape(int site, int v) {
        at(site, "shape", v);
        return (v & 1) == 0 ? new Dot(v) : new Box(v, Color.of(v));
    }

    @Step
    public Color color(int site, int v) {
        at(site, "color", v);
        return Color.of(v);
    }

    @Step
    public Cell cell(int site, int v) {
        at(site, "cell", v);
        return new Cell(v);
    }

    /** Changes its argument, as a step may. */
    @Step
    public int grow(int site, Cell cell) {
        at(site, "grow", cell);
        return cell.value++;
    }

    @Step
    public int fragile(int site, int v) {
        at(site, "fragile", v);
        if (Math.floorMod(v, 3) == 2) {
            throw new IllegalStateException("fragile " + v);
        }
        return v;
    }

    @Step
    public int risky(int site, int v) throws Oops {
        at(site, "risky", v);
        if (Math.floorMod(v, 3) == 1) {
            throw new Oops("risky " + v);
        }
        return v;
    }

    @Step
    public RuntimeException failure(int site, int v) {
        at(site, "failure", v);
        return (v & 1) == 0 ? new IllegalStateException("failure " + v) : new ArithmeticException("failure " + v);
    }

    @Step
    public void done(int site, @Nullable Object v) {
        at(site, "done", v);
    }

    @Step
    public <T extends @Nullable Object> T same(int site, T v) {
        at(site, "same", v);
        return v;
    }

    @Step
    public int sum(int site, int... v) {
        at(site, "sum", v);
        return Arrays.stream(v).sum();
    }

    /** The duration of a sleep, by which its site is known. */
    public Duration nap(int site) {
        Sites.ran(getClass(), site);
        return Duration.ofMillis(site);
    }

    /** Called first by every helper, with the site of its call. */
    public void enter(int site) {
        Sites.ran(getClass(), site);
        t("enter", site);
    }

    /** Tells the site of a fork, or of anything else that suspends and has no number for its argument. */
    public <T extends @Nullable Object> T ran(int site, T value) {
        Sites.ran(getClass(), site);
        return t("ran " + site, value);
    }

    /** Every round of a loop calls it: a mistake in the compiler must not hang the test. */
    public void tick() {
        if (++rounds > MOST_ROUNDS) {
            throw new AssertionError("endless");
        }
    }

    public int keep(IntSupplier later) {
        kept.add(later);
        return kept.size();
    }

    public int recall() {
        int sum = 0;
        for (IntSupplier one : kept) {
            sum = sum * 31 + one.getAsInt();
        }
        return t("recall", sum);
    }

    public int checked(int v) throws Oops {
        if (Math.floorMod(v, 5) == 3) {
            throw new Oops("checked " + v);
        }
        return t("checked", v);
    }

    public static int apply(int v, IntUnaryOperator f) {
        return t("apply", f.applyAsInt(v));
    }

    public static int applyTo(IntUnaryOperator f, int v) {
        return t("applyTo", f.applyAsInt(v));
    }

    public static int three(int a, long b, @Nullable Object c) {
        return t("three", a * 100 + (int) b * 10 + show(c).length());
    }

    public static int most(int first, int... others) {
        return t("most", Arrays.stream(others).reduce(first, Math::max));
    }

    public static <T extends @Nullable Object> T pick(boolean first, T a, T b) {
        return t("pick", first ? a : b);
    }

    /** An array and an object of ours would print their addresses. */
    private static String show(@Nullable Object v) {
        return v instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(v);
    }

    public static String join(@Nullable Object... parts) {
        return cut(Arrays.deepToString(parts));
    }

    /** Keeps what is assigned in loops from growing without end. */
    public static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) : text;
    }
}
