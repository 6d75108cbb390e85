package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** switch statements: colon and arrow, fall-through, on numbers, strings and enums. */
public class SwitchStatements {

    public enum Color {
        RED,
        GREEN,
        BLUE
    }

    @Step
    public int one(int v) {
        Trace.step("one", v);
        return v + 1;
    }

    @Step
    public String name(int v) {
        Trace.step("name", v);
        return v == 3 ? null : List.of("zero", "one", "two").get(Math.max(0, v) % 3);
    }

    @Step
    public Color color(int v) {
        Trace.step("color", v);
        return v < 0 ? null : Color.values()[v % 3];
    }

    @Step
    public Integer boxed(int v) {
        Trace.step("boxed", v);
        return v < 0 ? null : v;
    }

    @Step
    public void effect(Object v) {
        Trace.step("effect", v);
    }

    @Task(id = "switch.int")
    public int onInt(int n) {
        int r = 0;
        switch (n) {
            case 0:
                r = one(10);
                break;
            case 1:
            case 2:
                r = one(20);
                break;
            default:
                r = one(30);
        }
        return r;
    }

    @Task(id = "switch.selector-is-a-step")
    public int selectorIsAStep(int n) {
        switch (one(n)) {
            case 1:
                return 10;
            case 2:
                return 20;
        }
        return 30;
    }

    @Task(id = "switch.fall-through")
    public String fallThrough(int n) {
        String r = "";
        switch (one(n)) {
            case 1:
                r += "a";
                effect(r);
            case 2:
                r += "b";
            case 3:
                effect(r);
                r += "c";
                break;
            case 4:
                r += "d";
            default:
                r += "e";
                effect(r);
        }
        return r;
    }

    @Task(id = "switch.default-first")
    public String defaultFirst(int n) {
        String r = "";
        switch (n) {
            default:
                r += one(9);
            case 1:
                r += "one";
                break;
            case 2:
                effect("two");
        }
        return r;
    }

    @Task(id = "switch.default-in-the-middle")
    public String defaultInTheMiddle(int n) {
        String r = "";
        switch (n) {
            case 0:
                effect("zero");
            default:
                r += one(9);
            case 1:
                r += "one";
                effect(r);
        }
        return r;
    }

    @Task(id = "switch.no-match")
    public int noMatch(int n) {
        switch (one(n)) {
            case 100:
                effect("never");
        }
        switch (n) {
        }
        return one(n);
    }

    @Task(id = "switch.string")
    public int onString(int n) {
        switch (name(n)) {
            case "zero":
                return one(0);
            case "one":
                effect("one");
                return 1;
            default:
                return -1;
        }
    }

    @Task(id = "switch.strings-of-one-hash")
    public String stringsOfOneHash(int n) {
        String s = n % 2 == 0 ? "Aa" : "BB";
        switch (s) {
            case "BB":
                effect("BB");
                return "second";
            case "Aa":
                effect("Aa");
                return "first";
        }
        return "none";
    }

    @Task(id = "switch.enum")
    public String onEnum(int n) {
        switch (color(n)) {
            case RED:
                effect("red");
                return "r";
            case GREEN:
                return "g" + one(n);
            default:
                return "other";
        }
    }

    @Task(id = "switch.char")
    public int onChar(int n) {
        char c = (char) ('a' + n);
        switch (c) {
            case 'a':
                return one(1);
            case 'b':
                effect(c);
            case 'd':
                return 2;
        }
        return 3;
    }

    @Task(id = "switch.boxed-null")
    public int onBoxedNull(int n) {
        switch (boxed(n)) {
            case 1:
                return one(n);
            default:
                effect("default");
        }
        return 0;
    }

    @Task(id = "switch.byte-and-long-constants")
    public int byteConstants(int n) {
        final int two = 2;
        switch ((byte) n) {
            case 1 + 0:
                return one(1);
            case two:
                return one(two);
            case (byte) 3:
                return one(33);
        }
        return 0;
    }

    @Task(id = "switch.arrow")
    public String arrow(int n) {
        String r = "none";
        switch (one(n)) {
            case 1 -> r = "one";
            case 2, 3 -> {
                effect("block");
                r = "two or three";
            }
            case 0 -> throw new IllegalStateException("zero");
            default -> effect("default");
        }
        return r;
    }

    @Task(id = "switch.arrow-enum")
    public int arrowEnum(int n) {
        int r = 0;
        switch (color(n)) {
            case RED -> r = one(1);
            case GREEN, BLUE -> {
                for (int i = 0; i < 3; i++) {
                    if (i == n) break;
                    r += one(i);
                }
            }
        }
        return r;
    }

    @Task(id = "switch.arrow-break")
    public int arrowBreak(int n) {
        int r = 0;
        switch (n) {
            case 1 -> {
                r = one(1);
                if (r > 1) break;
                r = 99;
            }
            default -> r = one(5);
        }
        return r;
    }

    @Task(id = "switch.nested")
    public String nested(int n) {
        String r = "";
        switch (n) {
            case 1:
                switch (one(n)) {
                    case 2:
                        r += "in";
                        break;
                    default:
                        r += "not";
                }
                r += "out";
                break;
            case 2:
                effect("two");
                switch (name(n)) {
                    case "two" -> r = name(0);
                    default -> r = "?";
                }
                break;
            default:
                r = "default";
        }
        return r;
    }

    @Task(id = "switch.in-loop")
    public String inLoop(int n) {
        String r = "";
        loop:
        for (int i = 0; i < 6; i++) {
            switch (one(i)) {
                case 1:
                    continue;
                case 2:
                    break;
                case 4:
                    if (n > 1) break loop;
                case 5:
                    effect(i);
                    continue loop;
                default:
                    r += i;
            }
            r += ".";
        }
        return r;
    }

    @Task(id = "switch.variable-across-cases")
    public int variableAcrossCases(int n) {
        switch (n) {
            case 0:
                int x = one(n);
                effect(x);
                return x;
            case 1:
                x = 7;
                effect(x);
                return x;
            default:
                x = one(8);
                return x + one(x);
        }
    }

    @Task(id = "switch.without-step-inside")
    public String withoutStep(int n) {
        String r = "";
        for (int i = 0; i < 3; i++) {
            switch (i + n) {
                case 1:
                    r += "a";
                case 2:
                    r += "b";
                    break;
                case 3:
                    continue;
                default:
                    r += "c";
            }
            r += one(i);
        }
        return r;
    }

    @Task(id = "switch.in-try")
    public String inTry(int n) {
        try {
            switch (one(n)) {
                case 1:
                    return "one";
                case 2:
                    throw new IllegalArgumentException("two");
                default:
                    effect("default");
            }
        } catch (IllegalArgumentException e) {
            return e.getMessage() + one(0);
        } finally {
            effect("finally");
        }
        return "end";
    }
}
