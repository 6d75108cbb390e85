package samples;

import dev.fermata.*;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.*;

/** What is compiled with a warning: no frame keeps what these lines rely on. */
class Sharing {
    record Line(String sku, int count) {}
    enum Size { S, L }
    static class Cart {
        int total;
        Cart next;
        List<String> items = new ArrayList<>();
        void add(String sku) { items.add(sku); }
        int total() { return total; }
    }

    static final List<String> ALL = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Cart cart = new Cart();
    private final int[] counts = {1, 2};
    private final Map<String, Cart> carts = new HashMap<>();
    private final BigDecimal rate = BigDecimal.ONE;
    private Sharing other;

    @Step int s(int x) { return x; }
    @Step Line line(int x) { return new Line("a", x); }
    @Step Cart cart(int x) { return new Cart(); }
    @Step String text(int x) { return "" + x; }

    @Task(id = "identity")
    int identity(int n, List<Line> lines) {
        Line first = line(n);
        Line second = first;
        String word = text(n);
        Integer boxed = s(n);
        LocalDate day = LocalDate.MIN;
        Optional<String> maybe = Optional.of("x");
        Object any = first;
        s(1);
        int found = first == second ? 1 : 0; // REFUSED FERMATA-1026
        found += word != "a" ? 1 : 0; // REFUSED FERMATA-1026
        found += any == first ? 1 : 0; // REFUSED FERMATA-1026
        if (day == LocalDate.MIN || boxed == Integer.valueOf(1)) { // REFUSED FERMATA-1026, FERMATA-1026
            found++;
        }
        for (Line line : lines) {
            found += line == lines.get(0) ? 1 : 0; // REFUSED FERMATA-1026
            found += s(2);
        }
        found += maybe == Optional.<String>empty() ? 1 : 0; // REFUSED FERMATA-1026
        return found;
    }

    @Task(id = "no-identity")
    int noIdentity(int n, Size size, List<Line> lines) {
        Line first = line(n);
        Cart one = cart(n);
        Cart two = one;
        Integer boxed = s(n);
        Object any = null;
        s(1);
        int found = first == null || any == null || boxed == null ? 1 : 0;
        found += size == Size.L && one == two && one != two.next ? 1 : 0;
        found += boxed == 1 && n == boxed ? 1 : 0;
        found += first.equals(line(2)) ? 1 : 0;
        String fresh = "a" + found;
        found += fresh == "a" ? 1 : 0;
        return found;
    }

    @Task(id = "aliases")
    int aliases(int n) {
        List<String> all = names; // REFUSED FERMATA-1027
        Cart mine = this.cart; // REFUSED FERMATA-1027
        int[] numbers = counts; // REFUSED FERMATA-1027
        List<String> shared = Sharing.ALL; // REFUSED FERMATA-1027
        List<String> items = cart.items; // REFUSED FERMATA-1027
        Cart later;
        s(1);
        all.add("x");
        mine.total++;
        numbers[0] = 2;
        ALL.add("y");
        items.remove("x");
        later = (cart); // REFUSED FERMATA-1027
        s(2);
        later.add("x");
        return all.size() + mine.total + numbers[0] + shared.size() + items.size() + later.total;
    }

    @Task(id = "no-aliases")
    int noAliases(int n) {
        List<String> read = names;
        Cart asked = cart;
        int[] numbers = counts;
        BigDecimal factor = rate;
        List<String> copy = new ArrayList<>(names);
        Cart got = carts.get("a");
        Cart own = cart(n);
        Cart part = own.next;
        int sum = 0;
        for (String name : read) {
            sum += s(name.length());
        }
        s(1);
        copy.add("x");
        part.total = 3;
        List<String> before = names;
        before.add("y");
        got.total();
        return sum + read.size() + asked.total() + numbers[0] + factor.intValue() + copy.size() + part.total;
    }
}
