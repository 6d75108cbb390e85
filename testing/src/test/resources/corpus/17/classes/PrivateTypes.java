package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.io.IOException;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

/** Private nested types in every place a type, or an expression that has one, may stand. */
public class PrivateTypes {

    private record Quote(String sku, int price) implements Comparable<Quote> {
        private static final Quote NONE = new Quote("none", 0);
        static final int LIMIT = 2;

        private Quote {
            if (price < 0) throw new IllegalArgumentException("negative " + price);
        }

        static Quote of(String sku, int price) {
            return new Quote(t("of", sku), price);
        }

        Quote plus(Quote other) {
            return new Quote(sku + other.sku, price + other.price);
        }

        private int doubled() {
            return price * 2;
        }

        @Override
        public int compareTo(Quote other) {
            return Integer.compare(price, other.price);
        }
    }

    private enum Color {
        RED(1),
        GREEN(2) {
            @Override
            int weight() {
                return 20;
            }
        },
        BLUE(3);

        private final int code;

        Color(int code) {
            this.code = code;
        }

        int weight() {
            return code;
        }

        private static Color at(int i) {
            return values()[Math.floorMod(i, values().length)];
        }
    }

    private sealed interface Event permits Opened, Changed, Closed {
        default String kind() {
            return getClass().getSimpleName();
        }

        private int hash() {
            return kind().length();
        }

        static int hashOf(Event event) {
            return event.hash();
        }
    }

    private record Opened(int by) implements Event {}

    private record Changed(int from, int to) implements Event {}

    private record Closed() implements Event {}

    private static class Account {
        private int balance;
        private final List<Quote> bought = new ArrayList<>();
        private Account next;
        private static int opened;

        private void deposit(int amount) {
            balance += amount;
        }

        int balance() {
            return balance;
        }
    }

    private static final class Savings extends Account {
        int rate = 3;

        private Savings() {}

        private Savings(int balance) {
            super.deposit(balance);
        }
    }

    private static class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int reason;

        private Refused(int reason) {
            super("refused " + reason);
            this.reason = reason;
        }

        private int reason() {
            return reason;
        }
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Late(String message) {
            super(message);
        }
    }

    private record Pair<A, B>(A first, B second) {
        <C> Pair<A, C> with(C other) {
            return new Pair<>(first, other);
        }
    }

    private static class Box<T extends Comparable<T>> {
        private T value;

        private Box(T value) {
            this.value = value;
        }

        private Box(T value, T other) {
            this.value = value.compareTo(other) > 0 ? value : other;
        }

        T value() {
            return value;
        }
    }

    @FunctionalInterface
    private interface Rule {
        int apply(Quote quote);

        default Rule then(IntUnaryOperator more) {
            return quote -> more.applyAsInt(apply(quote));
        }
    }

    private static final class Shelf<E> implements Iterable<E> {
        private final List<E> items = new ArrayList<>();

        @SafeVarargs
        private Shelf(E... items) {
            this.items.addAll(Arrays.asList(items));
        }

        @Override
        public Iterator<E> iterator() {
            return items.iterator();
        }
    }

    private final class Till {
        private int taken;

        private Till(int start) {
            taken = start + base;
        }

        private int take(int v) {
            return taken += v;
        }
    }

    private static class Open implements AutoCloseable {
        private final String name;

        private Open(String name) {
            this.name = t("open", name);
        }

        @Override
        public void close() {
            t("close", name);
        }
    }

    private static class Rooms {
        private record Room(int number) {}

        private static Room room(int number) {
            return new Room(number);
        }
    }

    private static abstract class Shape {
        Shape(int unused) {}

        abstract int area();
    }

    private final int base = 100;
    private Quote best;
    private final Color favourite = Color.BLUE;
    private static final Map<Color, Integer> STOCK = new EnumMap<>(Map.of(Color.RED, 5, Color.BLUE, 7));

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
    Quote quote(String sku, int price) {
        Trace.step("quote", sku, price);
        return new Quote(sku, price);
    }

    @Step
    private List<Quote> quotes(int count) {
        Trace.step("quotes", count);
        return IntStream.range(0, count).mapToObj(i -> new Quote("q" + i, 10 - i)).collect(Collectors.toList());
    }

    @Step
    int pay(Quote quote, Color color) {
        Trace.step("pay", quote, color);
        return quote.price * color.code;
    }

    @Step
    private static Color color(int v) {
        Trace.step("color", v);
        return Color.at(v);
    }

    @Step
    Event event(int v) {
        Trace.step("event", v);
        return v == 0 ? new Closed() : v == 1 ? new Opened(v) : new Changed(v, v + 1);
    }

    @Step
    int check(int v) throws Refused {
        Trace.step("check", v);
        if (v > 2) throw new Late("late " + v);
        if (v > 0) throw new Refused(v);
        return v;
    }

    @Step
    Account account(int v) {
        Trace.step("account", v);
        Account account = v > 1 ? new Savings(v) : new Account();
        account.balance += v;
        return account;
    }

    @Step
    Quote[] row(Quote... quotes) {
        Trace.step("row", (Object) quotes);
        return quotes;
    }

    @Step
    <T> Pair<T, Quote> paired(T value, Quote quote) {
        Trace.step("paired", value, quote);
        return new Pair<>(value, quote);
    }

    private Quote cheapest(Collection<? extends Quote> quotes) {
        return quotes.isEmpty() ? Quote.NONE : Collections.min(quotes);
    }

    private int total(List<Quote> quotes) {
        return quotes.stream().mapToInt(Quote::price).sum();
    }

    @Suspends
    private Quote better(Quote quote, int n) {
        Quote other = quote("other", n);
        return s(n) > 2 ? other : quote;
    }

    @Suspends
    private int sum(List<? extends Event> events) {
        int sum = 0;
        for (Event event : events) sum += event instanceof Changed c ? s(c.to) : Event.hashOf(event);
        return sum;
    }

    @Task(id = "hidden.record-as-result")
    public String recordAsResult(int n) {
        Quote quote = quote("a", n);
        n(quote.sku());
        return quote.sku + quote.price() + s(1) + quote;
    }

    @Task(id = "hidden.record-made-here")
    public String recordMadeHere(int n) {
        Quote quote = new Quote("made", n);
        int a = s(quote.price);
        Quote sum = quote.plus(new Quote("x", s(a)));
        return sum.toString() + s(sum.doubled()) + (quote.equals(sum)) + sum.hashCode();
    }

    @Task(id = "hidden.constructor-throws")
    public String constructorThrows(int n) {
        try {
            return new Quote("neg", s(n) - 3).sku;
        } catch (IllegalArgumentException e) {
            return e.getMessage() + s(0);
        }
    }

    @Task(id = "hidden.list-in-a-loop")
    public String listInALoop(int n) {
        String r = "";
        for (Quote quote : quotes(n)) {
            r += quote.sku() + s(quote.price);
        }
        return r;
    }

    @Task(id = "hidden.var-and-stream")
    public String varAndStream(int n) {
        var quotes = quotes(n);
        s(n);
        var bySku = quotes.stream().collect(Collectors.groupingBy(Quote::sku, TreeMap::new, Collectors.summingInt(q -> q.price)));
        s(1);
        var best = quotes.stream().max(Comparator.comparing(Quote::price).thenComparing(q -> q.sku)).map(Quote::toString);
        return "" + bySku + best.orElse("-") + s(2);
    }

    @Task(id = "hidden.stream-reduce")
    public String streamReduce(int n) {
        List<Quote> quotes = quotes(n);
        Quote sum = quotes.stream().reduce(new Quote("", 0), Quote::plus);
        s(sum.price);
        Optional<Quote> first = quotes.stream().filter(q -> q.doubled() > 10).findFirst();
        return sum + " " + s(n) + first.map(Quote::sku).orElse("none");
    }

    @Task(id = "hidden.map-of-records")
    public String mapOfRecords(int n) {
        Map<String, Quote> all = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            Quote next = quote("k" + i % 2, i);
            all.merge(next.sku, next, (one, other) -> one.plus(other));
        }
        String r = "";
        for (Map.Entry<String, Quote> entry : all.entrySet()) {
            r += entry.getKey() + entry.getValue().price + s(entry.getValue().doubled());
        }
        return r + all;
    }

    @Task(id = "hidden.sorted-as-comparable")
    public String sortedAsComparable(int n) {
        List<Quote> quotes = new ArrayList<>(quotes(n));
        Collections.sort(quotes);
        s(1);
        Quote least = cheapest(quotes);
        SortedSet<Quote> set = new TreeSet<>(quotes);
        s(2);
        return quotes + " " + least + (set.isEmpty() ? "" : set.last()) + total(quotes);
    }

    @Task(id = "hidden.step-with-private-arguments")
    public int privateArguments(int n) {
        return pay(quote("p", n), color(n)) + pay(new Quote("q", s(1)), Color.GREEN) + pay(Quote.of("o", n), favourite);
    }

    @Task(id = "hidden.step-with-varargs")
    public String stepWithVarargs(int n) {
        Quote one = quote("one", n);
        Quote[] row = row(one, new Quote("two", s(2)));
        Quote[] none = row();
        n(row.length);
        return row[1].sku + row[0].price + none.length + Arrays.toString(row(row));
    }

    @Task(id = "hidden.arrays")
    public String arrays(int n) {
        Quote[] row = new Quote[n + 2];
        row[0] = quote("zero", n);
        row[s(0)] = new Quote("one", s(n));
        Color[][] grid = {{Color.RED, color(n)}, {}};
        s(1);
        Quote[] copy = Stream.of(row).filter(Objects::nonNull).toArray(Quote[]::new);
        return Arrays.toString(row) + grid[0][1] + copy.length + grid.length + s(copy[1].price);
    }

    @Task(id = "hidden.enum-switch")
    public String enumSwitch(int n) {
        String r = "";
        for (int i = 0; i < n; i++) {
            switch (color(i)) {
                case RED:
                    r += "red" + s(1);
                case GREEN:
                    r += "green";
                    break;
                default:
                    r += "blue" + s(2);
            }
        }
        return r;
    }

    @Task(id = "hidden.enum-switch-expression")
    public int enumSwitchExpression(int n) {
        Color color = color(n);
        int weight = switch (color) {
            case RED -> s(10);
            case GREEN -> color.weight();
            case BLUE -> {
                int more = s(n);
                yield more + Color.valueOf("BLUE").code;
            }
        };
        return weight + s(switch (Color.at(n + 1)) { case RED, BLUE -> 1; case GREEN -> 2; });
    }

    @Task(id = "hidden.enum-members")
    public String enumMembers(int n) {
        Color color = Color.values()[n % 3];
        s(color.ordinal());
        EnumMap<Color, Integer> counts = new EnumMap<>(Color.class);
        counts.put(color, s(n));
        counts.merge(Color.RED, 1, Integer::sum);
        Set<Color> set = EnumSet.of(Color.BLUE, color);
        s(1);
        return counts + "" + set + color.compareTo(Color.GREEN) + (color == Color.RED) + STOCK.get(Color.RED) + favourite.weight();
    }

    @Task(id = "hidden.sealed-and-instanceof")
    public String sealedAndInstanceof(int n) {
        Event event = event(n);
        s(1);
        if (!(event instanceof Opened opened)) {
            s(2);
            return event instanceof Changed changed && s(changed.from) > 0 ? changed.to + changed.kind() : "closed";
        }
        return opened.by() + opened.kind() + s(opened.by);
    }

    @Task(id = "hidden.casts")
    public String casts(int n) {
        Object any = event(n);
        s(0);
        try {
            Changed changed = (Changed) any;
            return "changed " + changed.to() + s(((Changed) any).from());
        } catch (ClassCastException e) {
            return "other " + s(3) + (any instanceof Event ? ((Event) any).kind() : "");
        }
    }

    @Task(id = "hidden.interface-members")
    public String interfaceMembers(int n) {
        List<Event> events = List.of(event(n), event(1), new Closed());
        int a = Event.hashOf(events.get(0));
        return events.get(s(0)).kind() + a + sum(events) + s(1);
    }

    @Task(id = "hidden.mutable-class")
    public String mutableClass(int n) {
        Account account = account(n);
        account.deposit(s(5));
        account.balance = account.balance + 1;
        account.bought.add(quote("b", n));
        Account same = account;
        s(1);
        same.deposit(10);
        account.balance++;
        return account.balance() + "" + account.bought + (same == account) + s(account.balance);
    }

    @Task(id = "hidden.linked-objects")
    public int linkedObjects(int n) {
        Account first = new Account();
        Account last = first;
        for (int i = 0; i < n; i++) {
            last.next = account(i);
            last = last.next;
            last.deposit(s(i));
        }
        int sum = 0;
        for (Account at = first; at != null; at = at.next) sum += at.balance * s(1);
        return sum;
    }

    @Task(id = "hidden.subclass")
    public String subclass(int n) {
        Account account = new Savings(n);
        s(1);
        account.deposit(2);
        if (account instanceof Savings savings) {
            savings.rate += s(n);
            return savings.rate + "/" + savings.balance();
        }
        return "never" + new Savings().balance();
    }

    @Task(id = "hidden.statics")
    public int statics(int n) {
        Account.opened = s(n);
        int a = Account.opened++ + Quote.LIMIT + Quote.NONE.price;
        s(a);
        int r = Account.opened + a;
        Account.opened = 0;
        switch (n) {
            case Quote.LIMIT:
                return r + s(7);
            default:
                return r;
        }
    }

    @Task(id = "hidden.exceptions")
    public String exceptions(int n) {
        String r = "";
        try {
            r += check(n) + s(1);
        } catch (Refused e) {
            r += e.getMessage() + e.reason + s(e.reason());
        } catch (Late e) {
            r += "late" + e.getMessage() + s(2);
        } finally {
            r += "f" + s(3);
        }
        return r;
    }

    @Task(id = "hidden.multi-catch-and-rethrow")
    public String multiCatch(int n) throws Exception {
        try {
            if (n == 0) throw new IOException("io " + s(n));
            check(n);
            return "fine";
        } catch (Refused | Late e) {
            s(1);
            throw e instanceof Late ? new IllegalStateException(e.getMessage()) : e;
        } catch (IOException e) {
            return e.getMessage() + s(4);
        }
    }

    @Task(id = "hidden.thrown-here")
    public String thrownHere(int n) {
        try {
            if (s(n) > 2) throw new Refused(n);
            throw new Late("early");
        } catch (Refused e) {
            return "r" + e.reason() + s(1);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + e.getMessage() + s(2);
        }
    }

    @Task(id = "hidden.exception-kept")
    public String exceptionKept(int n) {
        Late late = null;
        for (int i = 0; i < 2; i++) {
            try {
                if (s(n + i) > 2) throw new Late("l" + i);
            } catch (Late e) {
                late = e;
            }
        }
        s(9);
        return late == null ? "none" : late.getMessage();
    }

    @Task(id = "hidden.generic-record")
    public String genericRecord(int n) {
        Pair<Quote, Color> pair = new Pair<>(quote("g", n), color(n));
        s(1);
        Pair<Quote, List<Integer>> other = pair.with(List.of(n, s(n)));
        var third = paired("x", pair.first);
        return pair.first().sku + other.second().get(1) + pair.second + third.first() + third.second.price + s(2);
    }

    @Task(id = "hidden.generic-class")
    public String genericClass(int n) {
        Box<Integer> box = new Box<Integer>(s(n));
        Box<String> words = new Box<>("a" + n, "b");
        Box<Quote> quotes = new Box<>(new Quote("x", n), quote("y", 2));
        s(1);
        box.value = box.value() + 1;
        return box.value + words.value + quotes.value().sku + s(box.value);
    }

    @Task(id = "hidden.function-objects")
    public String functionObjects(int n) {
        Quote quote = quote("f", n);
        Rule rule = q -> q.price + quote.price;
        Rule twice = q -> q.doubled();
        int a = rule.then(v -> v * 2).apply(new Quote("z", 3)) + twice.apply(quote);
        s(a);
        BiFunction<String, Integer, Quote> maker = Quote::new;
        Function<Integer, Refused> failing = Refused::new;
        Supplier<Color> color = () -> Color.at(n);
        String r = maker.apply("m", n).sku + failing.apply(4).reason + color.get();
        return r + s(1);
    }

    @Task(id = "hidden.anonymous-and-local-classes")
    public String anonymousAndLocal(int n) {
        Quote quote = quote("l", n);
        record Line(Quote quote, int count) {
            int sum() {
                return quote.price * count;
            }
        }
        Line line = new Line(quote, s(2));
        Rule rule = new Rule() {
            @Override
            public int apply(Quote q) {
                return q.price + base + line.count();
            }
        };
        Shape shape = new Shape(1) {
            @Override
            int area() {
                return quote.price;
            }
        };
        int a = rule.apply(line.quote) + shape.area();
        return line.sum() + "/" + a + s(a);
    }

    @Task(id = "hidden.varargs-constructor-and-iterable")
    public String varargsConstructor(int n) {
        Shelf<Quote> shelf = new Shelf<>(new Quote("a", n), new Quote("b", s(n)));
        int sum = 0;
        for (Quote quote : shelf) sum += quote.price;
        s(sum);
        Shelf<Quote> empty = new Shelf<>();
        return sum + "" + shelf.items.size() + empty.items.size() + s(1);
    }

    @Task(id = "hidden.inner-object")
    public int innerObject(int n) {
        int a = new Till(n).take(3);
        s(a);
        Till till = new Till(1);
        till.take(till.take(n));
        int b = till.taken;
        return s(b) + a;
    }

    @Task(id = "hidden.resource")
    public String resource(int n) {
        String r = "";
        try (Open open = new Open("r" + n)) {
            r += open.name;
        } finally {
            r += s(n);
        }
        return r;
    }

    @Task(id = "hidden.nested-in-private")
    public String nestedInPrivate(int n) {
        Rooms.Room room = Rooms.room(n);
        var other = new Rooms.Room(s(n));
        s(1);
        return room.number + "" + other.number() + room;
    }

    @Task(id = "hidden.class-literals")
    public String classLiterals(int n) {
        Class<?> type = s(n) > 1 ? Quote.class : Color.class;
        return type.getSimpleName() + Event[].class.getSimpleName() + Quote.class.isInstance(quote("c", n));
    }

    @Task(id = "hidden.fields-of-the-bean")
    public String fieldsOfTheBean(int n) {
        best = quote("best", n);
        String r = best.sku + this.best.price + s(favourite.code);
        best = null;
        return r + best;
    }

    @Task(id = "hidden.conditional-and-null")
    public String conditionalAndNull(int n) {
        Quote quote = n > 1 ? quote("c", n) : null;
        s(1);
        Event event = n > 0 ? new Opened(s(n)) : new Closed();
        try {
            return quote.sku() + event.kind() + s(2);
        } catch (NullPointerException e) {
            return "null " + event + s(3);
        }
    }

    @Task(id = "hidden.order-of-evaluation")
    public String orderOfEvaluation(int n) {
        Quote quote = new Quote(t("first", "f"), t("second", s(n)));
        return new Quote(quote.sku + t("x", s(1)), t("y", quote.price) + s(2)).plus(quote("o", t("z", n))).toString();
    }

    @Task(id = "hidden.helpers")
    public String helpers(int n) {
        Quote quote = quote("h", 1);
        Quote better = better(quote, n);
        Quote best = better(better(quote, 0), n);
        return better.sku + best.price + better.equals(quote) + sum(List.of(event(n), new Changed(1, n)));
    }

    @Task(id = "hidden.branches")
    public String branches(int n) {
        Quote quote = quote("b", n);
        List<Quote> both = Durable.all(() -> quote("left", n), () -> better(quote, s(n)));
        List<Integer> paid = Durable.map(both, q -> pay(q, Color.RED) + q.price);
        List<Color> colors = Durable.map(List.of(1, 2, 3), i -> color(i + n));
        return both.get(0).sku + both.get(1).price + paid + colors + s(1);
    }

    @Task(id = "hidden.raw-and-wildcards")
    public String rawAndWildcards(int n) {
        List<? extends Quote> some = quotes(n);
        s(1);
        Collection<? super Quote> sink = new ArrayList<Object>();
        for (Quote quote : some) {
            sink.add(quote);
            s(quote.price);
        }
        Iterable<? extends Event> events = List.of(new Opened(n), new Closed());
        String r = "";
        for (Event event : events) r += event.kind();
        return r + sink + s(2);
    }

    @Task(id = "hidden.saved-value")
    public String savedValue(int n) {
        Quote quote = Durable.checkpoint("first", new Quote("saved", n));
        return quote.sku + s(quote.price);
    }

    @Task(id = "hidden.only-passed-on")
    public int onlyPassedOn(int n) {
        return pay(quote("p", s(n)), color(n));
    }
}
