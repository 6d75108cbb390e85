package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;

/** Casts, boxing and its NullPointerExceptions, promotion, concatenation. */
public class Boxing {

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v;
    }

    @Step
    public Integer boxed(int v) {
        Trace.step("boxed", v);
        return v < 0 ? null : v;
    }

    @Step
    public Long boxedLong(int v) {
        Trace.step("boxedLong", v);
        return v == 0 ? null : v * 1_000_000_000_000L;
    }

    @Step
    public long wide(int v) {
        Trace.step("wide", v);
        return v * 3_000_000_000L;
    }

    @Step
    public double real(int v) {
        Trace.step("real", v);
        return v / 3d;
    }

    @Step
    public char letter(int v) {
        Trace.step("letter", v);
        return (char) ('a' + v);
    }

    @Step
    public byte tiny(int v) {
        Trace.step("tiny", v);
        return (byte) (v * 100);
    }

    @Step
    public Object any(int v) {
        Trace.step("any", v);
        return v == 0 ? null : v == 1 ? (Object) "text" : v == 2 ? (Object) 2 : v == 3 ? (Object) 3L : (Object) List.of(v);
    }

    @Task(id = "boxing.unboxed-into-local")
    public int intoLocal(int n) {
        int x = boxed(n);
        return x + s(1);
    }

    @Task(id = "boxing.null-caught-where-it-is-unboxed")
    public int nullCaught(int n) {
        try {
            int x = boxed(n);
            return s(x);
        } catch (NullPointerException e) {
            return s(-5);
        }
    }

    @Task(id = "boxing.null-kept-boxed")
    public String nullKept(int n) {
        Integer x = boxed(n);
        s(1);
        return x == null ? "null" : "x" + (x + 1);
    }

    @Task(id = "boxing.null-operand-after-other-operand")
    public int nullOperand(int n) {
        try {
            return s(1) + boxed(n) + s(2);
        } catch (NullPointerException e) {
            return s(3);
        }
    }

    @Task(id = "boxing.null-as-argument")
    public int nullArgument(int n) {
        try {
            return s(boxed(n)) + s(boxed(n + 1));
        } catch (NullPointerException e) {
            return s(3);
        }
    }

    @Task(id = "boxing.null-in-return")
    public int nullReturn(int n) {
        return boxed(n);
    }

    @Task(id = "boxing.null-in-return-through-finally")
    public int nullReturnFinally(int n) {
        try {
            return boxed(n);
        } finally {
            s(7);
        }
    }

    @Task(id = "boxing.null-index-and-condition")
    public String nullIndex(int n) {
        int[] a = {1, 2, 3, 4, 5, 6, 7, 8};
        String r = "";
        try {
            r += a[boxed(n)];
            if (boxed(n) > 1) r += "big";
            r += -boxed(n - 1);
        } catch (NullPointerException e) {
            r += "null" + s(0);
        }
        return r;
    }

    @Task(id = "boxing.boxed-result")
    public Integer boxedResult(int n) {
        return s(n);
    }

    @Task(id = "boxing.widening")
    public String widening(int n) {
        long l = s(n);
        double d = s(n);
        float f = wide(n);
        double e = letter(n + 1);
        int i = tiny(n);
        return l + "," + d + "," + f + "," + e + "," + i + s(1);
    }

    @Task(id = "boxing.casts")
    public String casts(int n) {
        int i = (int) wide(n);
        byte b = (byte) s(300 + n);
        char c = (char) s(98);
        short h = (short) real(n * 100_000);
        long l = (long) real(n * 7);
        int fromChar = (int) letter(n + 1);
        return i + "," + b + "," + c + "," + h + "," + l + "," + fromChar;
    }

    @Task(id = "boxing.cast-of-object")
    public String castObject(int n) {
        Object o = any(n);
        try {
            int v = (Integer) o;
            return "int" + s(v);
        } catch (ClassCastException | NullPointerException e) {
            return e.getClass().getSimpleName() + s(9);
        }
    }

    @Task(id = "boxing.cast-of-step")
    public String castStep(int n) {
        try {
            return ((String) any(n)) + ((Number) any(2)).intValue();
        } catch (ClassCastException e) {
            return "cast" + s(0);
        }
    }

    @Task(id = "boxing.open-object-keeps-its-type")
    public String openObject(int n) {
        Object o = any(n);
        s(n);
        return o == null ? "null" : o.getClass().getSimpleName().replaceAll("List.*", "List") + o;
    }

    @Task(id = "boxing.promotion-in-arithmetic")
    public String promotion(int n) {
        return (s(n) + 1L) + "," + (s(5) / 2) + "," + (s(5) / 2.0) + "," + (letter(1) + 1) + "," + (char) (letter(1) + 1)
                + "," + (tiny(1) + tiny(1)) + "," + (s(1) << 33) + "," + (wide(1) >> 1);
    }

    @Task(id = "boxing.overflow")
    public String overflow(int n) {
        int big = Integer.MAX_VALUE;
        int r = big + s(n);
        long l = big + s(n);
        long w = big + (long) s(n);
        return r + "," + l + "," + w;
    }

    @Task(id = "boxing.concatenation-left-to-right")
    public String concatenation(int n) {
        return 1 + s(n) + "a" + s(n) + 1 + (s(n) + 1) + 'c' + null + letter(1) + real(1) + tiny(1);
    }

    @Task(id = "boxing.concatenation-of-chars")
    public String concatChars(int n) {
        char a = letter(0);
        String r = "" + a + letter(1);
        int sum = a + letter(1);
        return r + sum;
    }

    @Task(id = "boxing.concatenation-value-at-its-time")
    public String concatTime(int n) {
        int[] a = {1};
        List<Integer> list = new ArrayList<>();
        return "" + a[0] + (a[0] = s(n)) + a[0] + list.size() + list.add(s(2)) + list.size();
    }

    @Task(id = "boxing.comparison-of-boxed")
    public String comparison(int n) {
        Long a = boxedLong(n);
        Long b = boxedLong(n);
        try {
            return (a.equals(b)) + "," + (a > s(3)) + "," + (a == 1L);
        } catch (NullPointerException e) {
            return "null" + s(1);
        }
    }

    @Task(id = "boxing.widened-then-boxed")
    public String widenedThenBoxed(int n) {
        Object o = (long) s(n);
        Object p = (Object) tiny(1);
        Comparable<Integer> c = s(n);
        Number d = real(n);
        s(0);
        return o.getClass().getSimpleName() + p.getClass().getSimpleName() + c.compareTo(1) + d.getClass().getSimpleName();
    }

    @Task(id = "boxing.value-types-across-steps")
    public String valueTypes(int n) {
        BigDecimal money = new BigDecimal("10.50").multiply(BigDecimal.valueOf(s(n)));
        Instant instant = Instant.ofEpochSecond(1_700_000_000L + s(n), 123);
        LocalDate date = LocalDate.of(2026, 2, 28).plusDays(s(n));
        Duration duration = Duration.ofMillis(s(1500));
        UUID id = new UUID(1, s(n));
        ZonedDateTime zoned = instant.atZone(ZoneId.of("Europe/Berlin"));
        Optional<Integer> optional = n > 1 ? Optional.of(n) : Optional.empty();
        s(1);
        return money + "," + instant + "," + date + "," + duration + "," + id + "," + zoned + "," + optional;
    }

    @Task(id = "boxing.primitive-arrays-across-steps")
    public String primitiveArrays(int n) {
        boolean[] z = {true, n > 1};
        byte[] b = {1, (byte) n};
        char[] c = {'a', (char) ('b' + n)};
        long[] l = {Long.MAX_VALUE, n};
        float[] f = {1.5f, Float.NaN};
        double[] d = {-0.0, Double.POSITIVE_INFINITY};
        short[] h = {(short) n};
        s(n);
        return Arrays.toString(z) + Arrays.toString(b) + Arrays.toString(c) + Arrays.toString(l) + Arrays.toString(f)
                + Arrays.toString(d) + Arrays.toString(h);
    }

    @Task(id = "boxing.long-compare-and-float-remainder")
    public String numeric(int n) {
        return (wide(n) > s(n)) + "," + (real(n) % s(2)) + "," + (s(n) == wide(0)) + "," + (real(3) == s(1));
    }

    @Task(id = "boxing.null-local-before-a-step")
    public int nullLocal(int n) {
        Integer x = boxed(n);
        try {
            return x + s(1);
        } catch (NullPointerException e) {
            return s(3);
        }
    }

    @Task(id = "boxing.null-index-before-a-step")
    public String nullIndexBefore(int n) {
        int[] a = new int[10];
        Integer i = boxed(n);
        try {
            a[i] = s(1);
            a[i] += s(2);
            return Arrays.toString(a);
        } catch (NullPointerException e) {
            return "null" + s(3);
        }
    }
}
