package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Steps of other beans, however they are reached, and objects of the bean that are used around a step. */
public class Beans {

    public static class Worker {
        private final String name;
        public int done;
        public final List<String> notes = new ArrayList<>();

        Worker(String name) {
            this.name = name;
        }

        @Step
        public int work(int v) {
            Trace.step(name + ".work", v);
            done += v;
            return v + name.length();
        }

        @Step
        public static int shared(int v) {
            Trace.step("shared", v);
            return v + 100;
        }

        public Worker getDeputy() {
            return new Worker(name + "'");
        }
    }

    public static class Registry {
        private final Map<String, Worker> workers = new TreeMap<>();

        public Worker getWorker(String name, int... unused) {
            return workers.get(name);
        }
    }

    private final Worker worker = new Worker("a");
    private final Registry registry = new Registry();
    final Worker[] crew = {worker, new Worker("bb")};
    private Worker current = worker;
    int[] cells = new int[3];
    List<String> log = new ArrayList<>();

    public Beans() {
        registry.workers.put("x", worker);
        registry.workers.put("y", crew[1]);
    }

    private Worker getWorker() {
        return worker;
    }

    private List<Worker> getCrew() {
        return List.of(crew);
    }

    List<String> getLog() {
        return log;
    }

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

    @Task(id = "beans.getter")
    public int getter(int n) {
        int a = getWorker().work(n);
        return a + this.getWorker().work(s(a)) + getWorker().getDeputy().work(1);
    }

    @Task(id = "beans.found-by-a-key")
    public int foundByKey(int n) {
        String key = n > 1 ? "x" : "y";
        int a = registry.getWorker(key).work(s(n));
        return a + registry.getWorker(key.toLowerCase(Locale.ROOT), 1, n).work(s(a));
    }

    @Task(id = "beans.element-of-an-array-or-list")
    public int elements(int n) {
        int sum = 0;
        for (int i = 0; i < crew.length; i++) {
            sum += crew[i].work(sum) + getCrew().get(i).work(i) + crew[crew.length - 1 - i].work(s(i));
        }
        return sum;
    }

    @Task(id = "beans.nobody-there")
    public String nobody(int n) {
        try {
            return "" + registry.getWorker("z").work(n);
        } catch (NullPointerException e) {
            return "nobody" + s(n);
        }
    }

    @Task(id = "beans.local-name-for-a-field")
    public int localName(int n) {
        final Worker mine = worker;
        Worker other = this.worker;
        int a = mine.work(n);
        return a + other.work(a) + mine.work(s(a));
    }

    @Task(id = "beans.field-that-is-not-final")
    public int notFinal(int n) {
        int a = current.work(n);
        current = crew[1];
        a += current.work(a) + ((Worker) current).work(1);
        current = worker;
        return a;
    }

    @Task(id = "beans.static-step-through-an-object")
    public int staticStep(int n) {
        return Worker.shared(n) + Worker.shared(s(n));
    }

    @Task(id = "beans.array-of-the-bean")
    public String array(int n) {
        cells[0] = s(n);
        cells[1] += s(cells[0]);
        cells[s(0)] = cells[1] + s(1);
        cells[2]++;
        String r = Arrays.toString(cells);
        cells = new int[3];
        return r;
    }

    @Task(id = "beans.collection-of-the-bean")
    public String collection(int n) {
        log.add("a" + s(n));
        getLog().add(text(n));
        this.log.set(0, log.get(1) + s(n));
        String r = String.join(",", log);
        log = new ArrayList<>();
        return r;
    }

    @Task(id = "beans.field-of-another-bean")
    public int anotherBean(int n) {
        worker.done = s(n);
        worker.notes.add("n" + s(worker.done));
        registry.getWorker("y").done = s(2);
        int r = worker.done * 10 + crew[1].done + worker.notes.size();
        worker.notes.clear();
        return r;
    }

    @Task(id = "beans.builder")
    public String builder(int n) {
        return Sheet.builder().add("a" + s(n)).add(text(n)).build();
    }

    public static final class Sheet {
        private final List<String> lines = new ArrayList<>();

        public static Sheet builder() {
            return new Sheet();
        }

        public Sheet add(String line) {
            lines.add(line);
            return this;
        }

        public String build() {
            return String.join("|", lines);
        }
    }
}
