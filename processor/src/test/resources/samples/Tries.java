package samples;

import dev.fermata.*;
import java.io.IOException;
import java.util.*;

@SuppressWarnings({"fallthrough", "finally", "try", "cast", "divzero", "rawtypes", "unchecked", "lossy-conversions"})
class Tries {
    final List<String> trace = new ArrayList<>();

    @Step int s(int x) { trace.add("s " + x); return x; }
    @Step void n(String x) { trace.add("n " + x); }
    @Step int f(int x) throws IOException { trace.add("f " + x); if (x == 1) throw new IOException("one"); if (x == 2) throw new IllegalStateException("two"); if (x == 3) throw new Error("three"); return x; }
    int p(int x) { trace.add("p " + x); if (x == 2) throw new IllegalArgumentException("p two"); return x; }

    @Task(id = "catches") String catches(int n) { try { int x = f(n); return "ok" + x; } catch (IOException e) { n("io " + e.getMessage()); return "io"; } catch (IllegalStateException | IllegalArgumentException e) { n("rt " + e.getMessage()); return e.getMessage(); } }
    @Task(id = "plainInTry") String plainInTry(int n) { String r = ""; try { r += p(n); n("a"); r += p(n + 1); } catch (RuntimeException e) { r += e.getMessage(); n("c"); r += s(1); } return r; }
    @Task(id = "finallyRuns") String finallyRuns(int n) throws IOException { String r = "r"; try { r += f(n); } finally { n("fin"); r += "x"; } return r + s(5); }
    @Task(id = "returnThrough") int returnThrough(int n) throws IOException { int x = 1; try { x = f(n); return x + s(10); } finally { x = 100; n("fin"); } }
    @Task(id = "finallyOverrides") int finallyOverrides(int n) throws IOException { try { return f(n); } finally { if (n == 2 || n == 0) return s(42); } }
    @Task(id = "breakThrough") String breakThrough(int n) throws IOException { String r = ""; outer: for (int i = 0; i < 3; i++) { for (int j = 0; j < 3; j++) { try { r += i; if (j == n) continue outer; if (i == n) break outer; if (i + j == n) continue; r += s(j); } finally { n("f" + i + j); r += "|"; } } } return r; }
    @Task(id = "breakInFinally") String breakInFinally(int n) throws IOException { String r = ""; for (int i = 0; i < 4; i++) { try { r += f(i); } finally { r += "f"; n("z"); if (i == n) break; if (i > 0) continue; } } return r; }
    @Task(id = "nestedTry") String nestedTry(int n) { String r = ""; try { try { r += f(n); } finally { n("inner"); r += "i"; if (n == 0) f2(r); } } catch (IOException e) { r += "io"; n("c"); } catch (Exception e) { r += e.getMessage(); } finally { r += s(8); } return r; }
    void f2(String r) throws IOException { throw new IOException("f2" + r); }
    @Task(id = "throwInCatch") String throwInCatch(int n) throws Exception { try { f(n); } catch (IOException e) { n("c"); throw new Exception("wrapped", e); } finally { n("f"); } return "end"; }
    @Task(id = "rethrow") String rethrow(int n) throws IOException { try { f(n); } catch (IOException e) { n("seen " + e.getMessage()); throw e; } return "fine"; }
    @Task(id = "throwInFinally") String throwInFinally(int n) throws IOException { try { f(n); } finally { if (p(n) == 1) throw new IOException("from finally"); n("x"); } return "e"; }
    @Task(id = "suppressed") String suppressed(int n) throws Exception { Exception first = null; try { f(n); } catch (Exception e) { first = e; } if (first != null) { first.addSuppressed(new RuntimeException("s" + s(1))); throw first; } return "none"; }
    @Task(id = "retryLoop") int retryLoop(int n) { int attempts = 0; while (true) { attempts++; try { int x = f(attempts > 2 ? 5 : n); return x * 100 + attempts; } catch (IOException | IllegalStateException e) { n("again " + e.getMessage()); if (attempts > 3) return -1; } } }
    @Task(id = "tryInFinally") String tryInFinally(int n) throws IOException { try { s(1); } finally { try { f(n); } catch (IOException e) { n("quiet"); } finally { n("deep"); } } return "done"; }
    @Task(id = "catchThenLoop") String catchThenLoop(int n) { StringBuilder unused = null; String r = ""; for (int i = 0; i < 4; i++) { try { if (i == 3) p(2); r += f(i); } catch (IllegalStateException e) { r += "S"; } catch (Exception e) { r += "E" + s(i); } catch (Error e) { r += "!"; continue; } r += ";"; } return r; }
    @Task(id = "returnInCopied") String returnInCopied(int n) { String r = "q"; try { s(1); if (n > 1) { for (int i = 0; i < 9; i++) { if (i == n) return "i" + i; } } r = "w"; } finally { n("out " + r); } return r; }
    @Task(id = "assignedInTry") String assignedInTry(int n) { int x; try { x = f(n); } catch (Exception e) { x = -5; } n("x" + x); return "" + x; }
    @Task(id = "noSuspensionInTry") String noSuspensionInTry(int n) { int a = s(1); String r; try { r = "" + p(n); } catch (RuntimeException e) { r = e.getMessage(); } finally { a++; } n(r); return r + a; }
    @Task(id = "labelledTry") String labelledTry(int n) { String r = "a"; lab: try { if (n == 1) break lab; r += s(1); } finally { r += "f"; n(r); } return r; }
    static class Res implements AutoCloseable { final Tries t; Res(Tries t) { this.t = t; t.trace.add("open"); } public void close() throws IOException { t.trace.add("close"); if (t.trace.size() % 2 == 0) throw new IOException("close"); } }
    @Task(id = "resourcesThenSteps") String resourcesThenSteps(int n) { String r = ""; for (int i = 0; i < 3; i++) { try (Res a = new Res(this)) { if (i == n) continue; r += p(i); if (n == 7) return r; } catch (IOException | IllegalArgumentException e) { n(e.getMessage()); r += "c"; } finally { n("fin" + i); } } return r; }
}
