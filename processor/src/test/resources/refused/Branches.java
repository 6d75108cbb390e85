package samples;

import dev.fermata.*;
import java.sql.Connection;
import java.util.*;

class Branches {
    record Line(String sku, List<String> tags) {}
    record Holder(StringBuilder text) {}
    static class Mutable { int x; final List<Integer> seen = new ArrayList<>(); }
    static class Frozen { private final int x; private final Line line; Frozen(int x, Line line) { this.x = x; this.line = line; } int x() { return x; } }
    sealed interface Shape permits Circle, Square {}
    record Circle(double r) implements Shape {}
    record Square(double a) implements Shape {}
    sealed interface Leaky permits Mut {}
    static final class Mut implements Leaky { int x; }
    private final List<Integer> numbers = List.of(1);
    @Step int s(int x) { return x; }
    @Step int use(Object x) { return 1; }
    int plain(Object x) { return 1; }
    String key() { return "k"; }

    @Task(id = "elsewhere")
    void elsewhere(int n) {
        Branch<Integer, RuntimeException> one = () -> s(1); // REFUSED FERMATA-1003
        Durable.all(one, () -> s(2)); // REFUSED FERMATA-1124
        Durable.map(numbers, pick()); // REFUSED FERMATA-1124
        numbers.forEach(x -> Durable.all(() -> s(x))); // REFUSED FERMATA-1003
        Durable.map(List.of(new Branches()), Branches::key2); // REFUSED FERMATA-1012
        Durable.map(numbers, x -> numbers.stream().map(y -> s(y)).count()); // REFUSED FERMATA-1003
    }

    ItemBranch<Integer, Integer, RuntimeException> pick() { return x -> x; }
    @Step int key2() { return 1; }

    @Task(id = "captures")
    void captures(int n, Line line, Frozen frozen, Shape shape) {
        int[] array = {1};
        StringBuilder text = new StringBuilder();
        Mutable mutable = new Mutable();
        Holder holder = new Holder(text);
        Object any = "x";
        Leaky leaky = new Mut();
        Map<String, Mutable> map = new HashMap<>();
        Durable.all(() -> array[0] = s(1)); // REFUSED FERMATA-1125
        Durable.all(() -> text.append(s(1))); // REFUSED FERMATA-1125
        Durable.all(() -> mutable.x + s(1)); // REFUSED FERMATA-1125
        Durable.all(() -> use(holder)); // REFUSED FERMATA-1125
        Durable.all(() -> use(any)); // REFUSED FERMATA-1125
        Durable.all(() -> use(leaky)); // REFUSED FERMATA-1125
        Durable.all(() -> use(map)); // REFUSED FERMATA-1125
        Durable.all(() -> use(line) + frozen.x() + use(shape) + line.tags().size() + s(n));
        Durable.all(() -> use(numbers) + s(1));
    }

    @Task(id = "collections")
    void collections(int n, Line line) {
        List<Integer> list = new ArrayList<>();
        Map<String, List<Line>> lines = new TreeMap<>();
        Durable.all(() -> s(1) + (list.add(1) ? 1 : 0)); // REFUSED FERMATA-1126
        Durable.all(() -> plain(list)); // REFUSED FERMATA-1126
        Durable.all(() -> { List<Integer> same = list; return same; }); // REFUSED FERMATA-1126
        Durable.all(() -> list); // REFUSED FERMATA-1126
        Durable.all(() -> line.tags().add("x" + s(1))); // REFUSED FERMATA-1126
        Durable.all(() -> lines.get("a").remove(s(1))); // REFUSED FERMATA-1126
        Durable.all(() -> lines.keySet().removeIf(k -> true)); // REFUSED FERMATA-1126
        Durable.all(() -> { Collections.sort(list); return s(1); }); // REFUSED FERMATA-1126
        Durable.map(list, x -> list.get(0) + list.size() + use(list) + lines.get("a").get(0).sku().length()
            + list.stream().toList().indexOf(x) + new ArrayList<>(list).size() + ("" + list).length());
        Durable.map(lines.keySet(), (String k) -> { int sum = 0; for (Line each : lines.get(k)) sum += use(each); return sum; });
    }

    @Task(id = "keys")
    void keys(int n) {
        String key = "k" + n;
        Durable.checkpoint(key, 1); // REFUSED FERMATA-1120
        Durable.checkpoint("a b", 1); // REFUSED FERMATA-1120
        Durable.label(key()); // REFUSED FERMATA-1121
        s(1);
        Durable.label("start"); // REFUSED FERMATA-1121
        s(1);
        Durable.label("one");
        s(1);
        Durable.label("one"); // REFUSED FERMATA-1122
        s(1);
        Durable.label("deeper"); // REFUSED FERMATA-1123
        for (int i = 0; i < n; i++) s(i);
        if (n > 1) Durable.label("alone"); // REFUSED FERMATA-1123
        Durable.label("twice"); // REFUSED FERMATA-1123
        Durable.label("then");
        s(1);
        numbers.forEach(x -> Durable.label("lambda")); // REFUSED FERMATA-1123
        Durable.label("last"); // REFUSED FERMATA-1123
    }

    @Suspends
    int parameters(Connection connection, Runnable unused) throws Exception { // REFUSED FERMATA-1116
        connection.commit();
        return s(1);
    }

    @Task(id = "unstorable")
    void unstorable(int n) throws Exception {
        Iterator<Integer> iterator = numbers.iterator();
        Durable.all(() -> s(iterator.next())); // REFUSED FERMATA-1125
    }
}
