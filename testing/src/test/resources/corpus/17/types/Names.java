package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Shadowing and re-use of names, names that collide with the machine's, constants, text blocks, unicode. */
public class Names {

    public static final int LIMIT = 2;
    public static final String PREFIX = "p";
    public int field = 40;

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Step
    public String text(Object v) {
        Trace.step("text", v);
        return "<" + v + ">";
    }

    @Task(id = "names.reused-in-sibling-blocks")
    public String siblings(int n) {
        String r = "";
        {
            int x = s(n);
            r += x;
        }
        {
            String x = text(n);
            r += x + s(1);
        }
        for (int x = 0; x < 2; x++) r += s(x);
        for (long x = 0; x < 2; x++) r += text(x);
        if (n > 1) {
            double x = n / 2.0;
            s(0);
            r += x;
        } else {
            boolean x = n == 0;
            s(0);
            r += x;
        }
        return r;
    }

    @Task(id = "names.reused-with-the-same-type")
    public int sameType(int n) {
        int r = 0;
        for (int i = 0; i < 2; i++) {
            int x = s(i);
            r += x;
        }
        for (int i = 5; i < 7; i++) {
            int x = s(i);
            r = r * 10 + x;
        }
        return r;
    }

    @Task(id = "names.local-shadows-field")
    public int shadowsField(int n) {
        int before = field;
        int field = s(n);
        int r = field * 100 + this.field;
        s(0);
        return r + field + before;
    }

    @Task(id = "names.parameter-shadows-field")
    public int parameterShadows(int field) {
        int r = s(field);
        return r + field + this.field;
    }

    @Task(id = "names.lambda-parameter-like-a-later-local")
    public int lambdaParameter(int n) {
        int a = List.of(1, 2).stream().mapToInt(x -> x * 2).sum();
        int x = s(a);
        return x + s(x);
    }

    @Task(id = "names.local-class-field-like-a-local")
    public int localClassField(int n) {
        int x = s(n);
        int y = new Object() {
            int x = 7;

            int get() {
                return x;
            }
        }.get();
        return s(x) * 10 + y;
    }

    @Task(id = "names.local-named-like-a-method")
    public int likeMethod(int n) {
        int s = s(n);
        int text = s(s);
        return s + text + text(text).length();
    }

    @Task(id = "names.local-named-like-a-type")
    public int likeType(int n) {
        int Names = s(n);
        String String = "x";
        s(1);
        return Names + String.length();
    }

    @Task(id = "names.machine-words")
    public String machineWords(int n) {
        int target = s(n);
        int bean = s(target);
        int point = 1;
        int state = 2;
        int pc = 3;
        String result = "r";
        int advance = 4, call = 5, save = 6, restore = 7, returned = 8, threw = 9, start = 10, machine = 11, label = 12;
        int arguments = 13, values = 14, failure = 15, transition = 16, self = 17, value = 18;
        int cell = 19, cells = 20, handler = 21, i = 22;
        s(0);
        return target + bean + point + state + pc + result + advance + call + save + restore + returned + threw + start
                + machine + label + arguments + values + failure + transition + self + value + cell + cells + handler + i;
    }

    @Task(id = "names.dollar-and-underscore")
    public int dollars(int n) {
        int $ = s(n);
        int $1 = s($);
        int _a = s($1);
        int a$b = s(_a);
        int $k = 1, $x = 2, $ret = 3, $s1 = 4, $bean = 5, $target = 6, $state = 7, $point = 8;
        s(0);
        return $ + $1 + _a + a$b + $k + $x + $ret + $s1 + $bean + $target + $state + $point;
    }

    @Task(id = "names.unicode")
    public String unicode(int n) {
        int größe = s(n);
        String 名前 = text("名前 " + größe);
        String emoji = "🎵" + 名前;
        int \u0061bc = s(1);
        s(0);
        return emoji + größe + abc + "\u00e9\t\"\\" + '\u0041';
    }

    @Task(id = "names.text-blocks")
    public String textBlocks(int n) {
        String block = """
            Dear "customer" %d,
              indented \
            joined
            tab\tend\s
            """.formatted(s(n));
        String other = """
            {"a": 1}""";
        return text(block) + other + text("""
            x
             y
            """);
    }

    @Task(id = "names.constants")
    public String constants(int n) {
        final int two = 2;
        final String key = PREFIX + two;
        final int computed = LIMIT * two + 1;
        s(n);
        switch (n) {
            case two:
                return key + s(two);
            case computed - 2:
                return "computed" + s(computed);
        }
        byte narrow = two;
        char c = computed;
        return narrow + PREFIX + LIMIT + (int) c + s(LIMIT);
    }

    @Task(id = "names.constant-captured")
    public int constantCaptured(int n) {
        final int k = 5;
        s(n);
        java.util.function.IntSupplier supplier = () -> k + LIMIT;
        int a = supplier.getAsInt();
        return s(a) + k;
    }

    @Task(id = "names.comments-and-layout")
    public int comments(int n) { // a comment
        int a /* between */ = /* before */ s(/* inside */ n /* after */) /* end */; // s(99)
        /* s(98); */
        return a // "not a string
                + /* } */ s(a); /** done */
    }

    @Task(id = "names.one-line") public int oneLine(int n) { int a = s(n); if (a > 1) { return s(a); } return a; }

    @Task(id = "names.static-members-by-simple-and-qualified-name")
    public String statics(int n) {
        int a = LIMIT + Names.LIMIT + corpus.Names.LIMIT;
        String b = Objects.requireNonNull(PREFIX) + java.util.Objects.hash(a);
        s(n);
        return a + b + Map.Entry.comparingByKey().getClass().isInterface();
    }

    @Task(id = "names.literals")
    public String literals(int n) {
        int a = 0x7f + 0b101 + 017 + 1_000;
        long b = 0xFFFF_FFFFL;
        double c = 1e-3 + .5 + 0x1p3;
        float d = 1f;
        char e = '\'';
        s(n);
        return a + "," + b + "," + c + "," + d + "," + e + "\n\0\7".length() + s(1);
    }
}
