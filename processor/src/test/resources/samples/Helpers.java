package samples;

import dev.fermata.*;
import java.io.IOException;
import java.util.*;

@SuppressWarnings({"serial", "overloads"})
class Helpers extends HelpersBase<String> {
    final Other other = new Other(this);
    private final Other hidden = other;

    @Step int s(int x) { trace.add("s " + x); return x; }
    @Step int risky(int x) throws IOException { trace.add("risky " + x); if (x > 2) throw new IOException("io " + x); return x; }

    @Suspends private int twice(int x) { int a = s(x); return s(a + 1) + a; }
    @Suspends static int nothing(int x) { return x * 2; }
    @Suspends void effect(long x) { if (x < 1) return; s((int) x); s((int) x * 10); }
    @Suspends int factorial(int x) { return x <= 1 ? s(1) : s(x) * factorial(x - 1); }
    @Suspends boolean even(int x) { return x <= 0 ? s(x) >= 0 : odd(x - 1); }
    @Suspends boolean odd(int x) { return x <= 0 ? s(x) < 0 : even(x - 1); }
    @Suspends int guarded(int x) throws IOException { try { return risky(x); } finally { s(99); } }
    @Suspends <T> List<T> wrap(T x) { s(1); return new ArrayList<>(List.of(x)); }
    @Suspends int count(String head, Object... rest) { s(rest.length); return head.length() + rest.length; }
    @Suspends int ints(int... xs) { int sum = 0; for (int x : xs) sum += s(x); return sum; }
    @Suspends List<Integer> fill(List<Integer> list, int n) { for (int i = 0; i < n; i++) list.add(s(i)); return list; }
    @Suspends int over(int x) { return s(x); }
    @Suspends int over(long x) { return s((int) x + 1); }
    @Suspends int over(Integer x) { return s(x + 2); }
    @Suspends int over(String x) { return s(x.length()); }
    @Suspends int unused(Runnable bean, int x) { return s(x); }
    @Suspends Integer none(int x) { s(x); return null; }

    @Task(id = "simple") int simple(int n) { return twice(n) + nothing(n) + Helpers.nothing(1); }
    @Task(id = "expression") int expression(int n) { int x = n; return x++ + twice(x) * s(x) - twice(twice(x)); }
    @Task(id = "effects") String effects(int n) { effect(n); effect('a'); this.effect(0); return "done" + s(n); }
    @Task(id = "recursive") int recursive(int n) { return factorial(Math.min(n, 4)) + s(0); }
    @Task(id = "mutual") String mutual(int n) { return even(n) + "," + odd(Math.min(n, 3)); }
    @Task(id = "failing") String failing(int n) {
        try {
            return "" + guarded(n) + guarded(n + 1);
        } catch (IOException e) {
            return e.getMessage() + s(5);
        }
    }
    @Task(id = "uncaught") int uncaught(int n) throws IOException { return guarded(n) + guarded(n + 2); }
    @Task(id = "generic") String generic(int n) {
        List<String> list = wrap("w" + n);
        List<Integer> numbers = wrap(twice(n));
        return list + "" + numbers + this.<Object>wrap(n) + s(n);
    }
    @Task(id = "varargs") int varargs(int n) {
        return count("a") + count("bb", n) + count("c", "x", s(n), null) + count("d", new Object[] {1, 2})
            + count("e", (Object[]) new String[] {"q"}) + ints() + ints(n, s(n), 'b') + ints(new int[] {n});
    }
    @Task(id = "shared") String shared(int n) {
        List<Integer> list = new ArrayList<>();
        List<Integer> same = fill(list, n);
        same.add(-1);
        s(0);
        return list + "," + (list == same);
    }
    @Task(id = "others") int others(int n) { return other.assist(n) + this.other.assist(s(n)) + hidden.deep(this, n); }
    @Task(id = "overloads") int overloads(int n) { short h = (short) n; return over(n) + over((long) n) + over(Integer.valueOf(n)) + over("x" + n) + over(h) + over('c'); }
    @Task(id = "inherited") String inherited(int n) { return inherit("i" + n) + super.redone(n) + redone(n) + fromInterface(n); }
    @Task(id = "lambda") int lambda(int n) { return unused(() -> {}, n) + unused(this::toString, n); }
    @Task(id = "unboxing") String unboxing(int n) {
        try {
            int x = none(n);
            return "no" + x;
        } catch (NullPointerException e) {
            return "npe" + s(1);
        }
    }
    @Task(id = "nullReceiver") int nullReceiver(int n) { return none.assist(s(n)); }
    final Other none = null;
    @Task(id = "loops") int loops(int n) {
        int i = 0;
        while (twice(i) < n + 2 && i < 5) { i++; effect(i % 2); }
        for (int j : List.of(twice(1), 2)) { if (even(j)) continue; i += twice(j); }
        return i;
    }
    @Task(id = "finallies") int finallies(int n) {
        int r = 0;
        try {
            r = twice(n);
            if (n > 1) return r;
        } finally {
            effect(r);
        }
        return -r;
    }
    @Override @Suspends int redone(int x) { return s(x) + super.redone(x + 1); }
}

class HelpersBase<T> implements HelpersApi {
    final List<String> trace = new ArrayList<>();
    @Step int base(int x) { trace.add("base " + x); return x; }
    @Suspends String inherit(T x) { base(1); return x + "!" + base(2); }
    @Suspends int redone(int x) { return base(x) + base(x); }
    @Override public int step(int x) { trace.add("step " + x); return x; }
}

interface HelpersApi {
    @Step int step(int x);
    @Suspends default int fromInterface(int x) { return step(x) + step(x + 1); }
}

class Other {
    private final Helpers back;
    Other(Helpers back) { this.back = back; }
    @Step int o(int x) { back.trace.add("o " + x); return x * 2; }
    @Suspends int assist(int x) { int a = o(x); return a + o(a); }
    @Suspends int deep(Helpers from, int x) { return o(x) + assist(x) + back.redone(x); }
}
