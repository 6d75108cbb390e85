package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;

/** Views of other objects that are live across a step: kept as views, or refused when they are to be stored. */
public class Views {

    public enum Color {
        RED,
        GREEN
    }

    public static class Order {
        private final List<String> lines = new ArrayList<>();
        private final Map<String, Integer> prices = new LinkedHashMap<>();

        public List<String> lines() {
            return Collections.unmodifiableList(lines);
        }

        public Map<String, Integer> prices() {
            return Collections.unmodifiableMap(prices);
        }

        public void add(String line, int price) {
            lines.add(line);
            prices.put(line, price);
        }
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public int size(Collection<?> all) {
        Trace.step("size", all);
        return all.size();
    }

    @Step
    public int takeFirst(List<Integer> all) {
        Trace.step("takeFirst", all);
        return all.isEmpty() ? -1 : all.remove(0);
    }

    @Step
    public void drop(Collection<String> all, String one) {
        Trace.step("drop", all, one);
        all.remove(one);
    }

    @Step
    public Map<String, Integer> load(int n) {
        Trace.step("load", n);
        Map<String, Integer> map = new HashMap<>();
        map.put("a", n);
        map.put("b", 2);
        return map;
    }

    @Step
    public List<Integer> numbers(int n) {
        Trace.step("numbers", n);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < n + 3; i++) all.add(i * 1000);
        return all;
    }

    @Task(id = "views.entries-are-read")
    public String entriesRead(int n) {
        String r = "";
        for (Map.Entry<String, Integer> e : load(n).entrySet()) {
            r += e.getKey() + s(e.getValue()) + e.getValue();
        }
        return r;
    }

    @Task(id = "views.entries-are-set")
    public String entriesSet(int n) {
        Map<String, Integer> map = new TreeMap<>(load(n));
        int sum = 0;
        for (Map.Entry<String, Integer> e : map.entrySet()) {
            int old = e.setValue(s(e.getValue()));
            s(old);
            sum += old * 10 + e.getValue();
        }
        return map + "," + sum;
    }

    @Task(id = "views.entries-are-set-and-the-map-is-not-used-again")
    public int entriesSetMapDead(int n) {
        int sum = 0;
        for (var e : load(n).entrySet()) {
            e.setValue(s(e.getValue()) * 10);
            s(sum);
            sum += e.getValue();
        }
        return sum;
    }

    @Task(id = "views.entry-of-a-map-that-changes")
    public String entryOfChangingMap(int n) {
        Map<String, Integer> map = load(n);
        Map.Entry<String, Integer> first = map.entrySet().iterator().next();
        s(1);
        map.put("a", 50);
        s(first.getValue());
        map.remove("a");
        first.setValue(60);
        s(first.getValue());
        return map + "," + first;
    }

    @Task(id = "views.greatest-entry")
    public String greatest(int n) {
        Map.Entry<String, Integer> best = Collections.max(load(n).entrySet(), Map.Entry.comparingByValue());
        s(best.getValue());
        return best.getKey() + best.getValue();
    }

    @Task(id = "views.entries-of-an-enum-map")
    public String enumEntries(int n) {
        Map<Color, Integer> map = new EnumMap<>(Color.class);
        map.put(Color.RED, n);
        map.put(Color.GREEN, 7);
        Map<Color, Integer> before = new EnumMap<>(map);
        for (Map.Entry<Color, Integer> e : map.entrySet()) {
            int v = s(e.getValue());
            e.setValue(v);
            s(e.getValue());
        }
        return map + "," + before;
    }

    @Task(id = "views.entries-of-other-maps")
    public String otherEntries(int n) {
        Map<String, Integer> concurrent = new ConcurrentHashMap<>(load(n));
        Map<String, Integer> locked = Collections.synchronizedMap(new LinkedHashMap<>(concurrent));
        for (Map.Entry<String, Integer> e : concurrent.entrySet()) {
            concurrent.put(e.getKey(), 40);
            s(e.getValue());
            e.setValue(e.getValue() + 1);
        }
        for (Map.Entry<String, Integer> e : locked.entrySet()) {
            locked.put(e.getKey(), 40);
            s(e.getValue());
            e.setValue(e.getValue() + 1);
        }
        return new TreeMap<>(concurrent) + "," + locked;
    }

    @Task(id = "views.entries-of-an-unmodifiable-map")
    public String unmodifiableEntries(int n) {
        Order order = new Order();
        order.add("x", n);
        order.add("y", n);
        String r = "";
        for (Map.Entry<String, Integer> e : order.prices().entrySet()) {
            s(e.getValue());
            order.add(e.getKey(), 9);
            r += e.getKey() + s(e.getValue());
            try {
                e.setValue(1);
            } catch (UnsupportedOperationException x) {
                r += "!";
            }
        }
        return r;
    }

    @Task(id = "views.keys-values-and-entries")
    public String keysValuesEntries(int n) {
        Map<String, Integer> map = load(n);
        Set<String> keys = map.keySet();
        Collection<Integer> values = map.values();
        Set<Map.Entry<String, Integer>> entries = map.entrySet();
        s(n);
        map.put("c", 3);
        s(values.size());
        keys.remove("b");
        s(entries.size());
        values.remove(3);
        return map + "," + keys + values + entries;
    }

    @Task(id = "views.keys-of-a-map-that-is-gone")
    public String keysOfDeadMap(int n) {
        Set<String> keys = load(n).keySet();
        s(n);
        String r = "";
        try {
            keys.add("c");
        } catch (UnsupportedOperationException e) {
            r = "fixed";
        }
        keys.remove("a");
        s(keys.size());
        return r + keys;
    }

    @Task(id = "views.key-set-as-an-argument")
    public String keySetArgument(int n) {
        Map<String, Integer> map = load(n);
        drop(map.keySet(), "a");
        size(map.values());
        return map.toString();
    }

    @Task(id = "views.sub-list-as-an-argument")
    public String subListArgument(int n) {
        List<Integer> ids = numbers(n);
        int sum = 0;
        for (int i = 0; i < ids.size(); i += 2) {
            sum += size(ids.subList(i, Math.min(i + 2, ids.size())));
        }
        takeFirst(ids.subList(1, 3));
        return sum + "," + ids;
    }

    @Task(id = "views.sub-list-argument-out-of-range")
    public String subListOutOfRange(int n) {
        List<Integer> ids = numbers(0);
        try {
            return "" + size(ids.subList(t("from", 1), t("to", n)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return e.getClass().getSimpleName() + s(1);
        }
    }

    @Task(id = "views.part-of-a-sorted-map-as-an-argument")
    public String headMapArgument(int n) {
        NavigableMap<String, Integer> map = new TreeMap<>(load(n));
        NavigableSet<String> names = new TreeSet<>(map.keySet());
        int a = size(names.headSet("b")) + size(names.descendingSet());
        return a + "," + s(map.headMap("b").size());
    }

    @Task(id = "views.sub-list-of-a-list-that-is-gone")
    public String subListAlone(int n) {
        List<Integer> rest = numbers(n).subList(1, 3);
        s(n);
        rest.add(5);
        s(rest.size());
        return rest.toString();
    }

    @Task(id = "views.copied-sub-list")
    public String copiedSubList(int n) {
        List<Integer> all = numbers(n);
        List<Integer> head = new ArrayList<>(all.subList(0, 2));
        s(n);
        head.set(0, 50);
        s(n);
        return all + "," + head;
    }

    @Task(id = "views.wrappers")
    public String wrappers(int n) {
        List<Integer> list = numbers(n);
        Set<Integer> set = new LinkedHashSet<>(list);
        Map<String, Integer> map = load(n);
        List<Integer> fixed = Collections.unmodifiableList(list);
        List<Integer> locked = Collections.synchronizedList(list);
        Set<Integer> fixedSet = Collections.unmodifiableSet(set);
        Map<String, Integer> fixedMap = Collections.unmodifiableMap(map);
        Collection<Integer> any = Collections.unmodifiableCollection(list);
        s(n);
        locked.add(5);
        set.add(6);
        map.put("z", 7);
        s(fixed.size());
        return fixed + "," + fixedSet + fixedMap + any;
    }

    @Task(id = "views.unmodifiable-getter")
    public String getter(int n) {
        Order order = new Order();
        order.add("a" + n, 1);
        List<String> lines = order.lines();
        s(n);
        order.add("b", s(2));
        String r = lines.toString();
        for (String line : lines) r += line + s(lines.size());
        return r;
    }

    @Task(id = "views.sorted-and-unmodifiable")
    public String sorted(int n) {
        SortedSet<Integer> set = Collections.unmodifiableSortedSet(new TreeSet<>(numbers(n)));
        s(n);
        try {
            set.add(1);
            return "added";
        } catch (UnsupportedOperationException e) {
            return set.first() + "," + s(set.last());
        }
    }

    @Task(id = "views.immutable-collections")
    public String immutable(int n) {
        List<Integer> a = List.of(1, 2, 3).subList(0, 2);
        List<String> b = java.util.stream.Stream.of("x", null).toList();
        List<String> c = Collections.emptyList();
        Set<String> d = Map.of("k", 1).keySet();
        List<Integer> e = Collections.unmodifiableList(numbers(0));
        List<Integer> f = Collections.nCopies(2, n);
        s(n);
        return a + "," + b + c + d + e + f;
    }

    @Task(id = "views.as-list")
    public String asList(int n) {
        String[] names = {"b", "a"};
        List<String> view = Arrays.asList(names);
        s(n);
        Collections.sort(view);
        s(view.size());
        return names[0] + view;
    }

    @Task(id = "views.sub-list-beside-its-list")
    public String subList(int n) {
        List<Integer> all = numbers(n);
        List<Integer> head = all.subList(0, 2);
        s(n);
        head.set(0, 50);
        return all + "," + head;
    }

    @Task(id = "views.descending-map-beside-its-map")
    public String descending(int n) {
        TreeMap<String, Integer> map = new TreeMap<>(load(n));
        Map<String, Integer> down = map.descendingMap();
        s(n);
        down.put("c", 1);
        return map + "," + down;
    }

    @Task(id = "views.head-set-beside-its-set")
    public String headSet(int n) {
        NavigableSet<Integer> set = new TreeSet<>(List.of(1, 2, 3));
        Set<Integer> head = set.headSet(2);
        s(n);
        head.add(0);
        return set + "," + head;
    }
}
