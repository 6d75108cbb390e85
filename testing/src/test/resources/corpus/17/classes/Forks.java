package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.*;

/** Durable.all and Durable.map: branches, each with checkpoints of its own. */
public class Forks {

    record Line(String sku, int amount) {}

    record Order(String id, List<Line> lines, Optional<String> note) {}

    private final Depot depot = new Depot();

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    void n(Object v) {
        Trace.step("n", v);
    }

    @Step
    private String secret(String v) {
        Trace.step("secret", v);
        return v + "!";
    }

    @Step
    public int risky(int v) throws IOException {
        Trace.step("risky", v);
        if (v > 1) throw new IOException("io " + v);
        return v * 2;
    }

    @Step
    Order load(int v) {
        Trace.step("load", v);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < v; i++) lines.add(new Line("sku" + i, i));
        return new Order("o" + v, lines, v > 2 ? Optional.of("big") : Optional.empty());
    }

    @Step
    boolean reserve(String order, Line line) {
        Trace.step("reserve", order, line);
        return line.amount() % 2 == 0;
    }

    @Step
    static String ofTheClass(Integer v) {
        Trace.step("ofTheClass", v);
        return "c" + v;
    }

    int plain(Integer v) {
        return t("plain", v * 3);
    }

    @Suspends
    int twice(int v) {
        int a = s(v);
        return s(a) + a;
    }

    @Suspends
    private List<Integer> spread(int v) {
        return Durable.map(List.of(v, v + 1), x -> twice(x));
    }

    @Task(id = "forks.all")
    public String all(int n) {
        List<Integer> results = Durable.all(() -> s(n), () -> s(n * 10), () -> 7);
        results.add(1);
        return results + "" + s(0);
    }

    @Task(id = "forks.all-void")
    public void allVoid(int n) {
        Durable.all(() -> n("a" + n), () -> n("b"), () -> {
            if (n > 1) return;
            n("c");
            n("d");
        });
        n("end");
    }

    @Task(id = "forks.all-of-one-and-none")
    public String few(int n) {
        List<String> none = Durable.<String, RuntimeException>all();
        return none + "" + Durable.all(() -> secret("x" + n)) + s(none.size());
    }

    @Task(id = "forks.all-unused-result")
    public int unused(int n) {
        Durable.all(() -> s(n), () -> s(n + 1));
        return s(2);
    }

    @Task(id = "forks.blocks")
    public String blocks(int n) {
        List<String> results = Durable.all(
                () -> {
                    int sum = 0;
                    for (int i = 0; i < n; i++) {
                        if (i == 2) continue;
                        sum += s(i);
                    }
                    return "sum" + sum;
                },
                () -> {
                    try {
                        return "r" + risky(n);
                    } catch (IOException e) {
                        return e.getMessage() + s(5);
                    } finally {
                        n("finally");
                    }
                },
                () -> {
                    Durable.sleep(Duration.ofSeconds(n));
                    return secret("slept");
                });
        return String.join("/", results);
    }

    @Task(id = "forks.map")
    public List<Integer> map(int n) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < n; i++) items.add(i * 10);
        return Durable.map(items, item -> s(item));
    }

    @Task(id = "forks.map-bounded")
    public String bounded(int n) {
        var results = Durable.map(List.of(3, 1, 2), (Integer item) -> twice(item) + n, 1);
        results.addAll(Durable.map(new TreeSet<>(results), item -> item + s(1), n + 1));
        return results.toString();
    }

    @Task(id = "forks.map-bound-is-evaluated-after-the-items")
    public String order(int n) {
        int i = n;
        List<Integer> results = Durable.map(t("items", List.of(i++, s(i))), item -> s(item), t("bound", s(i++)));
        return results + "" + i;
    }

    @Task(id = "forks.map-bound-too-small")
    public String tooSmall(int n) {
        try {
            return "" + Durable.map(List.of(1), item -> s(item), n - 2);
        } catch (IllegalArgumentException e) {
            return e.getMessage() + s(1);
        }
    }

    @Task(id = "forks.map-nothing")
    public String nothing(int n) {
        List<String> names = List.of();
        return Durable.map(names, name -> secret(name)) + "" + s(n);
    }

    @Task(id = "forks.map-null-items")
    public String nullItems(int n) {
        List<Integer> items = n > 1 ? null : List.of(n);
        try {
            return "" + Durable.map(items, item -> s(item));
        } catch (NullPointerException e) {
            return "npe" + s(1);
        }
    }

    @Task(id = "forks.map-with-null-item")
    public String nullItem(int n) {
        List<String> results = Durable.map(Arrays.asList("a", null, "b" + n), item -> item == null ? null : secret(item));
        return results.toString();
    }

    @Task(id = "forks.order")
    public String lines(int n) {
        Order order = load(n);
        List<Boolean> reserved = Durable.map(order.lines(), line -> reserve(order.id(), line));
        List<String> notes = Durable.map(order.lines(), line -> {
            String sku = secret(line.sku());
            return order.note().orElse("none") + sku + order.lines().size();
        });
        return reserved + "" + notes + order;
    }

    @Task(id = "forks.captures")
    public String captures(int n) {
        final int constant = 3;
        long late = n > 1 ? 5L : s(n);
        String name = "n" + n;
        List<Integer> fixed = List.of(n, 2);
        int[] counts = new int[1];
        counts[0] = s(late > 3 ? 1 : 2);
        int count = counts[0];
        List<String> results = Durable.all(
                () -> name + s(constant) + late + count, () -> secret(name) + fixed.get(0) + fixed.contains(2));
        return results + name + counts[0];
    }

    @Task(id = "forks.captures-per-iteration")
    public String perIteration(int n) {
        List<String> log = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int now = i;
            for (String name : List.of("x", "y")) {
                log.addAll(Durable.all(() -> secret(name + now), () -> name + s(now)));
            }
        }
        return log.toString();
    }

    @Task(id = "forks.pattern-and-parameter-captures")
    public String patterns(int n) {
        Object o = n > 1 ? "text" + n : Integer.valueOf(n);
        if (o instanceof String text && text.length() > 2) {
            return Durable.all(() -> secret(text), () -> text + s(n)).toString();
        }
        try {
            risky(n + 2);
        } catch (IOException e) {
            String message = e.getMessage();
            return Durable.all(() -> secret(message)).get(0);
        }
        return "none";
    }

    @Task(id = "forks.one-fails")
    public String oneFails(int n) {
        try {
            return "" + Durable.all(() -> s(n), () -> risky(n), () -> s(n + 5));
        } catch (IOException e) {
            return e.getMessage() + e.getSuppressed().length + s(1);
        }
    }

    @Task(id = "forks.several-fail")
    public String severalFail(int n) {
        try {
            return "" + Durable.map(List.of(1, n, 2, 3), item -> risky(item));
        } catch (IOException e) {
            n("caught");
            return e.getMessage() + Arrays.toString(e.getSuppressed());
        }
    }

    @Task(id = "forks.uncaught-failures")
    public int uncaught(int n) throws IOException {
        return Durable.all(() -> risky(n), () -> risky(n + 1)).get(1);
    }

    @Task(id = "forks.failure-between-steps")
    public String between(int n) {
        try {
            return "" + Durable.map(List.of(4, 0, 2), item -> {
                int a = s(item);
                return s(a / (n - item));
            });
        } catch (ArithmeticException e) {
            return "zero" + s(e.getSuppressed().length);
        } finally {
            n("finally");
        }
    }

    @Task(id = "forks.in-try-finally")
    public int inTry(int n) throws IOException {
        int r = 0;
        try {
            r = Durable.all(() -> risky(n), () -> s(n)).get(1);
            if (n > 0) return r;
        } finally {
            Durable.all(() -> n("f1"), () -> n("f2"));
        }
        return -r;
    }

    @Task(id = "forks.nested")
    public String nested(int n) {
        List<List<String>> results = Durable.map(
                List.of("a", "b"),
                outer -> Durable.map(List.of(1, n), inner -> {
                    String both = outer + inner;
                    return secret(both) + n;
                }));
        return results.toString();
    }

    @Task(id = "forks.nested-failures")
    public String nestedFailures(int n) {
        try {
            return "" + Durable.all(
                    () -> Durable.map(List.of(n, 5), item -> risky(item)).get(0), () -> s(1), () -> risky(n + 1));
        } catch (IOException e) {
            return e.getMessage() + e.getSuppressed().length + s(2);
        }
    }

    @Task(id = "forks.helpers-in-branches")
    public String helpers(int n) {
        return Durable.map(List.of(n, 2), item -> twice(item) + depot.fetch(item)) + "" + spread(n)
                + Durable.all(() -> spread(n).get(0), () -> twice(n));
    }

    @Task(id = "forks.references-to-steps")
    public String references(int n) {
        List<Integer> items = List.of(n, 2);
        List<Integer> a = Durable.map(items, this::s);
        List<String> b = Durable.map(List.of("x", "y" + n), this::secret);
        List<String> c = Durable.map(items, Forks::ofTheClass);
        List<Integer> d = Durable.map(items, depot::fetch);
        return "" + a + b + c + d;
    }

    @Task(id = "forks.references-to-helpers-and-plain-methods")
    public String otherReferences(int n) {
        List<Integer> items = List.of(n, 2);
        return "" + Durable.map(items, this::twice) + Durable.map(items, this::plain)
                + Durable.map(items, String::valueOf) + Durable.map(items, depot::assist, 2)
                + Durable.map(List.of("a"), StringBuilder::new, 1).size();
    }

    private String hidden(String v) {
        return t("hidden", v + v);
    }

    @Task(id = "forks.references-without-items")
    public String suppliers(int n) {
        Durable.all(this::ping, depot::ping);
        String text = "t" + n;
        return Durable.all(this::ping, depot::ping, text::length) + "" + Durable.map(List.of(text), this::hidden);
    }

    @Step
    int ping() {
        Trace.step("ping");
        return 1;
    }

    @Task(id = "forks.in-expressions")
    public int expressions(int n) {
        int x = n;
        int r = x++ + Durable.all(() -> s(1), () -> s(2)).get(0) * x + (s(x) > 2 && Durable.map(List.of(n), v -> s(v)).size() > 0 ? 5 : 6);
        while (Durable.all(() -> s(n)).get(0) + r < 20) r += 7;
        return r;
    }

    @Task(id = "forks.in-switch-and-lambda-inside")
    public String switched(int n) {
        return switch (Durable.all(() -> s(n)).size()) {
            case 1 -> {
                List<Integer> sorted = Durable.map(List.of(3, 1, n), v -> {
                    List<Integer> own = new ArrayList<>(List.of(v, 2, s(v)));
                    own.sort(Comparator.comparing(each -> each % (n + 2)));
                    own.replaceAll(each -> each + v);
                    return own.get(0);
                });
                yield sorted.toString();
            }
            default -> "never";
        };
    }

    @Task(id = "forks.mixed-result-types")
    public String mixed(int n) {
        List<Object> results = new ArrayList<>(Durable.all(() -> s(n), () -> secret("a"), () -> 2.5));
        List<Number> numbers = Durable.<Number, RuntimeException>all(() -> s(n), () -> (long) s(2));
        return "" + results + numbers;
    }

    @Task(id = "forks.saved-values")
    public String saved(int n) {
        List<String> results = Durable.map(List.of(1, 2), item -> {
            String id = Durable.checkpoint("id", t("made", "id" + item + n));
            return id + s(item) + id;
        });
        return results.toString();
    }

    @Task(id = "forks.shared-object-in-two-results")
    public String sharedResults(int n) {
        List<List<Integer>> lists = Durable.map(List.of(1, 2), item -> {
            List<Integer> list = new ArrayList<>();
            list.add(s(item));
            return list;
        });
        List<Integer> first = lists.get(0);
        first.add(n);
        s(1);
        return lists + "" + (first == lists.get(0));
    }

    @Task(id = "forks.local-types")
    public String localTypes(int n) {
        record Pair(String name, int value) {
            Pair doubled() {
                return new Pair(name + name, value * 2);
            }
        }
        enum Size { SMALL, LARGE }
        Pair first = new Pair("p", n);
        List<Pair> pairs = Durable.map(List.of(first, new Pair("q", 2)), pair -> {
            record Inner(Pair pair) {}
            Inner inner = new Inner(new Pair(secret(pair.name()), s(pair.value() + first.value())));
            Size size = s(n) > 2 ? Size.LARGE : Size.SMALL;
            return size == Size.LARGE ? inner.pair().doubled() : inner.pair();
        });
        return pairs + "" + s(pairs.get(0).value()) + Durable.map(pairs, Pair::doubled);
    }

    @Task(id = "forks.receivers-that-are-looked-up")
    public String lookedUp(int n) {
        int x = n;
        return getDepot(t("which", x++)).assist(x) + "" + getDepot(x).fetch(n)
                + Durable.map(List.of(n, 1), v -> getDepot(v).assist(v)) + Durable.map(List.of(n), getDepot(1)::assist);
    }

    private Depot getDepot(int which) {
        return which > 1 ? depot : other;
    }

    private final Depot other = new Depot();

    /** A bean used by branches. */
    public static class Depot {

        @Step
        public int fetch(int v) {
            Trace.step("fetch", v);
            return v * 5;
        }

        @Step
        public int ping() {
            Trace.step("depot ping");
            return 2;
        }

        @Suspends
        public int assist(int v) {
            return fetch(v) + fetch(v + 1);
        }
    }

    /** javac 17 does not outlive a first look at this, in which t is not known yet: "isSubtype UNKNOWN". */
    @Task(id = "forks.nested-in-arguments")
    public String nestedInArguments(int n) {
        t("g", new ArrayList<>(Durable.map(List.of("y", "z"), d -> {
            t("x", (char) Durable.map(new ArrayList<>(List.of(1, n)), e -> {
                try {
                    n("e" + 6 / (e - 1));
                } catch (ArithmeticException zero) {
                    for (int f = 0; f < 2; f++) {
                        t("y", new ArrayList<>(List.of(s(f), switch (n) {
                            case 0 -> n;
                            case 1, 2, 3 -> s(n);
                            default -> throw new IllegalStateException("no case");
                        })));
                    }
                } catch (RuntimeException other) {
                    throw other;
                }
                return 'y';
            }, 1).get(0));
            return 'y';
        })));
        return secret("end");
    }
}
