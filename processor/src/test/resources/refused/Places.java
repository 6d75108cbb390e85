package samples;

import dev.fermata.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

class Places {
    private int count;
    private Places other;
    private int[] cells = {1};
    List<String> open = new ArrayList<>();
    @Step int s(int x) { return x; }
    @Step void n(String x) {}
    @Task(id = "child") int child(int n) { return n; }
    @Suspends int helper(int n) { return s(n); }
    static class Worker { @Step int work(int x) { return x; } @Suspends int assist(int x) { return x; } }
    Worker worker() { return new Worker(); }
    List<Integer> numbers() { return List.of(1); }
    private record Hidden(int x) {}
    record Shown(int x) {}

    @Task(id = "lambda")
    void lambda(int n) {
        numbers().forEach(x -> s(x)); // REFUSED FERMATA-1003
        Runnable r = new Runnable() {
            @Override public void run() { n("x"); } // REFUSED FERMATA-1004
        };
        n("fine");
        numbers().forEach(this::s); // REFUSED FERMATA-1009
    }

    @Task(id = "places")
    void places(int n) throws Exception {
        synchronized (this) {
            s(1); // REFUSED FERMATA-1005
        }
        try (java.io.StringReader r = new java.io.StringReader("a")) {
            s(r.read()); // REFUSED FERMATA-1006
        }
        assert s(1) > 0; // REFUSED FERMATA-1007
        int a = child(n); // REFUSED FERMATA-1010
        int b = helper(n) + s(1);
        record Local(int x) { @Suspends static int help(int x) { return x; } }
        b += Local.help(1); // REFUSED FERMATA-1114
        numbers().forEach(x -> helper(x)); // REFUSED FERMATA-1003
        worker().assist(1); // REFUSED FERMATA-1012
        worker().work(1); // REFUSED FERMATA-1012
        new Worker().work(1); // REFUSED FERMATA-1012
        Worker local = new Worker();
        local.work(1); // REFUSED FERMATA-1012
        this.other.count += s(1); // REFUSED FERMATA-1032
        Iterable<Integer> all = numbers();
        for (int x : all) { // REFUSED FERMATA-1014
            s(x);
        }
        open().add("a" + s(1)); // REFUSED FERMATA-1023
        (n > 1 ? open : new ArrayList<String>()).add("a" + s(1)); // REFUSED FERMATA-1023
        other.count += 2; // REFUSED FERMATA-1032
        Hidden hidden = new Hidden(1);
        var far = Elsewhere.kept(); // REFUSED FERMATA-1030
        var odd = new Object() { int v = 1; }; // REFUSED FERMATA-1025
        n("x");
    }

    List<String> open() {
        return open;
    }

    static class Sealed {
        private Sealed() {}
        private int secret() { return 1; }
        private <T> T kept(T value) { return value; }
    }
    Sealed sealed;

    @Task(id = "members")
    void members(int n) {
        Sealed made = new Sealed();
        Sealed heir = new Sealed() {}; // REFUSED FERMATA-1031
        Supplier<Integer> bound = sealed::secret; // REFUSED FERMATA-1031
        int a = bound.get() + sealed.<Integer>kept(1); // REFUSED FERMATA-1031
        n("x");
    }

    @Task(id = "locals")
    int locals(int n) {
        int q = s(n);
        class Adder extends ArrayList<String> { // REFUSED FERMATA-1040
            int add(int x) { return x + q; }
        }
        n("a");
        int late;
        int r = Objects.hash(late = 5, (Supplier<Integer>) () -> late) + s(1); // REFUSED FERMATA-1041
        return r;
    }
}

class Elsewhere {
    private static class Kept {}

    static Kept kept() {
        return new Kept();
    }
}
