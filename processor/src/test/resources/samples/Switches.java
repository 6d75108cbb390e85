package samples;

import dev.fermata.*;
import java.util.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions"})
class Switches {
    final List<String> trace = new ArrayList<>();
    enum Color { RED, GREEN, BLUE }
    private static final int TWO = 2;

    @Step int s(int x) { trace.add("s " + x); return x; }
    @Step void n(String x) { trace.add("n " + x); }
    @Step Color c(int x) { trace.add("c " + x); return x < 0 ? null : Color.values()[x % 3]; }
    int p(int x) { trace.add("p " + x); return x; }

    @Task(id = "old") String old(int n) { String r = ""; switch (s(n)) { case 0: r += "zero"; case 1: n("one"); r += "one"; break; case TWO: { r += s(5); } default: r += "def"; n("d"); case 3: r += "three"; } return r; }
    @Task(id = "arrow") String arrow(int n) { switch (n) { case 0, 1 -> n("low"); case TWO -> { int q = s(2); if (q > 1) break; n("never"); } case 3 -> throw new IllegalStateException("three"); default -> p(8); } return "end" + s(1); }
    @Task(id = "strings") String strings(int n) { String k = n == 0 ? "zero" : n == 1 ? null : "x" + n; switch (k) { case "zero": return "z" + s(0); case "x2": n("two"); break; default: n("other"); } return "o"; }
    @Task(id = "enums") String enums(int n) { Color color = c(n); switch (color) { case RED: n("r"); break; case BLUE: return "b" + s(1); } return "e" + color; }
    @Task(id = "expression") String expression(int n) { int x = switch (s(n)) { case 0 -> 10; case 1 -> s(11); case 2 -> { int q = s(3); yield q * 2; } default -> { if (n > 5) yield p(1); throw new RuntimeException("d" + s(4)); } }; return "x" + x; }
    @Task(id = "yieldOld") int yieldOld(int n) { return p(1) + switch (n) { case 0: n("a"); case 1: yield s(1); default: for (int i = 0; ; i++) { if (i == n) yield i; if (i > 3) yield -1; } } * s(2); }
    @Task(id = "enumExpression") String enumExpression(int n) { String t = switch (c(n)) { case RED -> "red" + s(1); case GREEN -> "green"; case BLUE -> { n("blue"); yield "blue"; } }; return t; }
    @Task(id = "inLoop") String inLoop(int n) { String r = ""; loop: for (int i = 0; i < 5; i++) { switch (i) { case 1: continue; case 2: if (n == 2) break loop; n("two"); break; case 4: r += s(4); continue loop; default: r += i; } r += ";"; } return r; }
    @Task(id = "yieldInTry") String yieldInTry(int n) { String r = ""; int v = switch (n) { case 0: try { yield s(1); } finally { n("f"); r += "f"; } default: try { if (n == 2) throw new RuntimeException("x"); yield p(n); } catch (RuntimeException e) { n(e.getMessage()); yield -9; } }; return r + v; }
    @Task(id = "nestedSwitch") String nestedSwitch(int n) { return switch (n) { case 0 -> switch (s(1)) { case 1 -> "in" + s(2); default -> "no"; }; case 1 -> { switch (s(5)) { case 5: n("five"); break; default: } yield "one"; } default -> "d"; }; }
    @Task(id = "copiedSwitch") String copiedSwitch(int n) { s(1); String r; switch (n) { case 0: r = "a"; break; case 1: return "early"; default: r = "z"; } int w = switch (n) { case 0 -> 1; default -> 2; }; n(r); return r + w; }
    @Task(id = "records") String records(int n) { record Line(String sku, int amount) { Line { if (amount < 0) amount = 0; } int twice() { return amount * 2; } } enum Mode { FAST, SLOW } interface Namer { String name(Line l); } class Plain implements Namer { public String name(Line l) { return l.sku() + Mode.SLOW; } } Line l = new Line("a", n); n(l.sku()); Mode m = n > 1 ? Mode.FAST : Mode.SLOW; n("" + m); switch (m) { case FAST: return "f" + l.twice() + s(1); default: return new Plain().name(l) + l; } }
}
