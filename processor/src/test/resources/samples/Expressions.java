package samples;

import dev.fermata.*;
import java.util.*;
import java.util.function.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions"})
class Expressions {
    final List<String> trace = new ArrayList<>();
    int field = 5;
    int[] cells = {1, 2, 3, 4, 5, 6, 7, 8};

    @Step int s(int x) { trace.add("s " + x); if (x == 99) throw new IllegalStateException("99"); return x; }
    @Step Integer b(int x) { trace.add("b " + x); return x < 0 ? null : x; }
    @Step String t(Object x) { trace.add("t " + x); return "t" + x; }
    @Step boolean y(int x) { trace.add("y " + x); return x % 2 != 0; }
    @Step int three(int a, int b, int c) { trace.add("three " + a + b + c); return a + b + c; }
    @Step int many(String f, int... xs) { trace.add("many " + f + Arrays.toString(xs)); return xs.length; }
    @Step int over(int x) { trace.add("over int"); return 1; }
    @Step int over(long x) { trace.add("over long"); return 2; }
    @Step <T> T same(T x) { trace.add("same " + x); return x; }
    @Step int inc() { trace.add("inc"); return ++field; }
    int p(int x) { trace.add("p " + x); return x; }
    Integer pn(int x) { trace.add("pn " + x); return x < 0 ? null : x; }
    boolean q(int x) { trace.add("q " + x); return x % 2 == 0; }
    int[] arr() { trace.add("arr"); return cells; }
    int sum(int... xs) { int r = 0; for (int x : xs) r = r * 10 + x; trace.add("sum " + r); return r; }
    int take(int a, int b) { trace.add("take " + a + " " + b); return a - b; }
    record Pair(int l, int r) { int sum() { return l + r; } }

    @Task(id = "leftToRight") int leftToRight(int n) { return p(1) - s(2) * p(3) + s(4) - p(5); }
    @Task(id = "argsInOrder") int argsInOrder(int n) { return sum(p(1), s(2), p(3), s(4), n == 99 ? 1 : 5); }
    @Task(id = "nestedCalls") int nestedCalls(int n) { return s(s(p(n)) + s(2)); }
    @Task(id = "localThenAssigned") int localThenAssigned(int n) { int x = n; return x + (x = s(3)) * x + (x = 4) + s(x); }
    @Task(id = "incrementBeside") int incrementBeside(int n) { int i = n; return i++ + s(i++) + i + three(i, i++, ++i); }
    @Task(id = "compound") String compound(int n) { int x = n; x += s(2); x -= x++ + s(x); long l = 1; l <<= s(3); byte c = 100; c += s(100); String st = "a"; st += t(st) + x; Integer w = 3; w *= s(2); return x + " " + l + c + st + w; }
    @Task(id = "compoundAssignedInside") int compoundAssignedInside(int n) { int x = n; x += (x = 10) + s(1); return x; }
    @Task(id = "nullUnboxLeft") int nullUnboxLeft(int n) { Integer x = n < 1 ? null : n; return x + s(1); }
    @Task(id = "nullUnboxCall") int nullUnboxCall(int n) { return pn(n) + s(1); }
    @Task(id = "nullUnboxArg") int nullUnboxArg(int n) { return take(pn(n), s(1)); }
    @Task(id = "nullStepUnbox") int nullStepUnbox(int n) { int x = b(n); return x + s(1); }
    @Task(id = "nullStepArg") int nullStepArg(int n) { return s(b(n)); }
    @Task(id = "nullCompound") int nullCompound(int n) { Integer x = n < 1 ? null : n; x += s(1); return x; }
    @SuppressWarnings("FERMATA-1026") @Task(id = "boxedEquality") String boxedEquality(int n) { Integer a = 1000 + n; return "" + (a == same(a)) + (a == s(1000 + n)) + (n == b(Math.abs(n))); }
    @Task(id = "shortCircuit") String shortCircuit(int n) { boolean a = q(n) && y(n + 1); boolean c = q(n) || y(n); boolean d = !(y(n) && q(n)) ^ y(2); boolean e = q(n) & y(n) | q(1); return "" + a + c + d + e; }
    @Task(id = "conditional") String conditional(int n) { int x = n > 1 ? s(1) : p(2); String z = y(n) ? "odd" : q(n) ? t(n) : null; long l = n > 2 ? s(1) : 5L; Object o = n > 0 ? (Object) s(1) : "s"; return x + z + l + o; }
    @Task(id = "conditionalNull") int conditionalNull(int n) { int x = n > 0 ? s(1) : pn(n - 1); return x; }
    @Task(id = "arrayTarget") String arrayTarget(int n) { int[] a = {1, 2, 3}; int i = 0; a[i++] = s(i); a[i] = i = s(2); a[p(1)] += s(5); a[s(0)]++; return Arrays.toString(a) + i; }
    @Task(id = "arrayBounds") int arrayBounds(int n) { int[] a = {1, 2, 3}; a[n] = s(9); return a[0]; }
    @Task(id = "arrayNull") int arrayNull(int n) { int[] a = n > 1 ? null : new int[8]; a[n + 1] = s(9); return a[n + 1]; }
    @Task(id = "arrayNullCompound") int arrayNullCompound(int n) { int[] a = n > 1 ? null : new int[8]; a[n + 1] += s(9); return a[n + 1]; }
    @Task(id = "fieldTarget") int fieldTarget(int n) { field = s(n); this.field += s(1); field++; return field + s(2) * field; }
    @Task(id = "fieldRead") int fieldRead(int n) { return field + inc() + field; }
    @Task(id = "concat") String concat(int n) { char c = 'x'; return c + 1 + "a" + c + n + t(1) + c + s(2) + null + 1.5f; }
    @Task(id = "chain") String chain(int n) { return t(1).concat(t(2)).substring(s(1)).trim() + t(3).length(); }
    @Task(id = "construct") String construct(int n) { Pair a = new Pair(p(1), s(2)); return a + "" + new Pair(s(3), p(4)).sum(); }
    @Task(id = "newArray") String newArray(int n) { int[][] a = new int[p(2)][s(3)]; int[] c = new int[] {p(1), s(2), p(3)}; return a.length + "" + a[0].length + Arrays.toString(c); }
    @Task(id = "varargs") int varargs(int n) { return many("a") + many("b", 1, p(2), s(3)) + many("c", new int[] {4, 5}) + sum(s(1), s(2)); }
    @Task(id = "overloads") int overloads(int n) { return over(1) + over(2L) * 10 + over('c') * 100; }
    @Task(id = "generics") String generics(int n) { List<String> l = same(List.of("a", "b")); String z = this.<String>same("z"); int k = same(4); var w = same(new ArrayList<>(l)); w.add("q"); return l + z + k + w; }
    @Task(id = "casts") String casts(int n) { long l = s(3); double d = s(1) / 2; int i = (int) 3.9 + s(1); byte q = (byte) s(300); Object o = s(5); return l + " " + d + i + q + o.getClass().getSimpleName(); }
    @Task(id = "lambdaArg") String lambdaArg(int n) { int k = s(2); Function<Integer, Integer> f = x -> x + k; int r = f.apply(3); return apply(x -> x * k, s(4)) + "" + r; }
    String apply(Function<Integer, Integer> f, int x) { trace.add("apply"); return "" + f.apply(x); }
    @Task(id = "assignChain") String assignChain(int n) { int a, b, c; a = b = c = s(n); a = (b = s(2)) + (c = s(3)) + b; return a + "," + b + "," + c; }
    @Task(id = "unary") String unary(int n) { return "" + -s(1) + ~s(2) + !y(1) + +s(3); }
    @Task(id = "comparison") String comparison(int n) { return "" + (p(1) < s(2)) + (s(3) >= p(3)) + (p(1) == s(1)); }
    @Task(id = "instance") String instance(int n) { Object o = n; return "" + (same(o) instanceof Integer) + (same(o) instanceof Integer i && i > 1 && y(i)); }
    @Task(id = "failing") int failing(int n) { return p(1) + s(n == 2 ? 99 : 1) + p(3); }
    @Task(id = "stringSwitch") String stringSwitch(int n) { String k = n > 1 ? "a" : "b"; return k + t(k) + (k = "c") + t(k); }
    @Task(id = "divide") int divide(int n) { return p(10) / (n + s(0)); }
    @Task(id = "captureInExpression") String captureInExpression(int n) { int x = s(1); Supplier<String> z = () -> "x" + x; String r = z.get(); return r + Optional.of(1).map(v -> v + x).get() + t(2); }
    static class Item { Item next; int count; List<String> names = new ArrayList<>(); Item add(Object n) { names.add("" + n); return this; } }
    @Task(id = "ownObjects") String ownObjects(int n) { Item item = new Item(); item.next = new Item(); item.next.count = s(1); item.next.count += s(2); int[][] m = {{1, 2}, {3, 4}}; m[p(0)][p(1)] = s(n); m[1][1] += s(n); int[] a = {1, 2}, b = {3, 4}; a[0] = (a = b)[1] + s(n); Item h = item, other = new Item(); h.count = (h = other).count + s(n); item.names.add(t(1)); item.add(p(1)).add(s(2)).next.add(s(3)); return Arrays.deepToString(m) + Arrays.toString(a) + item.count + item.next.count + other.count + item.names + item.next.names + List.of(1, 2).contains(s(2)); }
    @Task(id = "words") String words(int n) { int values = s(1), value = s(2), failure = s(3), state = s(4), handler = s(5), point = s(6), target = s(7), java = s(8), dev = s(9); String samples = t(10); try { s(99); } catch (RuntimeException bean) { t(bean); } return "" + values + value + failure + state + handler + point + target + java + dev + samples; }
    interface Round { int r(); } record C1(int r) implements Round {} record C2(int r) implements Round {}
    @Task(id = "intersection") String intersection(int n) { var x = n > 1 ? new C1(n) : new C2(s(n)); s(1); return x + "" + x.r(); }
}
