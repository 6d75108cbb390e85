package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Assignment expressions, compound assignment, increments beside steps. */
public class Assignments {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public Integer boxed(int v) {
        Trace.step("boxed", v);
        return v < 0 ? null : v;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    public static class Item {
        public int count;
        public String name = "item";
        public Item next;
    }

    int i(int v) {
        return t("i", v);
    }

    @Task(id = "assign.chained")
    public int chained(int n) {
        int a, b, c;
        a = b = c = s(n);
        return a + b * 10 + c * 100;
    }

    @Task(id = "assign.chained-with-narrowing")
    public String chainedNarrowing(int n) {
        long l;
        int i;
        double d = l = i = s(n);
        return d + "," + l + "," + i;
    }

    @Task(id = "assign.in-condition")
    public int inCondition(int n) {
        int x;
        if ((x = s(n)) > 2) return x;
        while ((x = s(x)) < 4) t("x", x);
        return x * 100;
    }

    @Task(id = "assign.in-argument")
    public int inArgument(int n) {
        int x = 1;
        int y = s(x = s(n) + x);
        return x * 100 + y;
    }

    @Task(id = "assign.element-with-calls")
    public String elementWithCalls(int n) {
        int[] a = new int[4];
        a[i(0)] = s(n);
        a[i(1)] = a[i(0)] = s(n + 1);
        a[s(1)] = i(5);
        a[s(a[0] = 2)] = s(9);
        return Arrays.toString(a);
    }

    @Task(id = "assign.two-dimensional")
    public String twoDimensional(int n) {
        int[][] m = new int[2][2];
        m[i(0)][i(1)] = s(n);
        m[1][s(-1)] += s(5);
        m[0] = new int[] {s(1), m[0][1]};
        return Arrays.deepToString(m);
    }

    @Task(id = "assign.field-of-object")
    public String field(int n) {
        Item item = new Item();
        item.count = s(n);
        item.count += s(10);
        item.count++;
        item.next = new Item();
        item.next.count = item.count * s(1);
        item.next.name = text(item.next.count);
        return item.count + item.next.name;
    }

    @Task(id = "assign.postfix-beside-step")
    public String postfix(int n) {
        int i = n;
        int a = i++ + s(i++);
        int b = s(i) + i--;
        i++;
        return a + "," + b + "," + i;
    }

    @Task(id = "assign.prefix-beside-step")
    public String prefix(int n) {
        int i = n;
        int a = ++i * s(--i) - ++i;
        return a + "," + i;
    }

    @Task(id = "assign.all-compound-operators")
    public String allCompound(int n) {
        int a = 1000;
        a += s(n);
        a -= s(n);
        a *= s(2);
        a /= s(1);
        a %= s(700);
        a <<= s(1);
        a >>= s(0);
        a >>>= s(0);
        a &= s(0xff);
        a |= s(0x100);
        a ^= s(0x3);
        boolean b = true;
        b &= s(n) > 0;
        b |= s(n) == 5;
        b ^= s(1) == 2;
        return a + "," + b;
    }

    @Task(id = "assign.compound-types")
    public String compoundTypes(int n) {
        long l = 1L << 40;
        l += s(n);
        float f = 1.5f;
        f *= s(n);
        double d = 2;
        d /= s(2);
        byte b = 1;
        b <<= s(6);
        b >>= 1;
        char c = 'x';
        c++;
        c += s(n) % 2;
        short h = (short) s(40_000);
        h++;
        return l + "," + f + "," + d + "," + b + "," + c + "," + h;
    }

    @Task(id = "assign.boxed-compound")
    public String boxedCompound(int n) {
        Integer a = 5;
        a += s(n);
        a++;
        Integer b = a;
        ++a;
        try {
            Integer c = boxed(n);
            c += s(1);
            return a + "," + b + "," + c;
        } catch (NullPointerException e) {
            return a + "," + b + text("null");
        }
    }

    @Task(id = "assign.compound-right-is-null")
    public int compoundRightNull(int n) {
        int x = 5;
        try {
            x += boxed(n);
        } catch (NullPointerException e) {
            x = s(99);
        }
        return x;
    }

    @Task(id = "assign.swap-through-array")
    public String swap(int n) {
        int[] a = {1, 2};
        int x = a[0];
        a[0] = a[1] + s(n) - s(n);
        a[1] = x;
        return Arrays.toString(a);
    }

    @Task(id = "assign.value-of-assignment")
    public int valueOfAssignment(int n) {
        byte b;
        int wide = b = (byte) s(300);
        int[] a = {0};
        int v = a[0] = s(4);
        int w = a[0] += s(5);
        return wide + v * 100 + w * 10_000;
    }

    @Task(id = "assign.discarded-value")
    public int discarded(int n) {
        int x = 0;
        x = s(1);
        x = s(2);
        s(x);
        (x)++;
        return x;
    }

    @Task(id = "assign.parameter-and-local-crossed")
    public int crossed(int n) {
        int m = s(n);
        int k = n;
        n = m;
        m = k + s(n) + n;
        return n * 100 + m;
    }

    @Task(id = "assign.old-value-read-before-two-steps")
    public int oldValue(int n) {
        int x = 3;
        int r = x + s(x = 10) + x + s(x = 20) + x;
        return r;
    }

    @Task(id = "assign.string-append-in-loop")
    public String appendInLoop(int n) {
        String r = "";
        for (int i = 0; i < n; i++) r += text(i) + (r += i);
        return r;
    }

    @Task(id = "assign.to-list-element")
    public List<String> listElement(int n) {
        List<String> list = new ArrayList<>(List.of("a", "b"));
        list.set(i(0), text(n));
        list.add(i(1), text(list.get(0)));
        list.add(text(list.size()));
        return list;
    }

    @Task(id = "assign.map-merge")
    public Map<String, Integer> mapMerge(int n) {
        Map<String, Integer> map = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            map.put("k" + i % 2, map.getOrDefault("k" + i % 2, 0) + s(n));
        }
        return map;
    }
}
