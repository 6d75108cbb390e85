package corpus;

import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** A bean behind a proxy as CGLIB makes it: a subclass whose own fields are empty, and which passes calls on. */
public class Proxied {

    private final int factor;
    private final List<String> log;
    private int count;
    Map<String, Integer> prices;

    public Proxied() {
        factor = 3;
        log = new ArrayList<>();
        prices = new TreeMap<>(Map.of("a", 1));
    }

    Proxied(Void nothing) {
        factor = 0;
        log = null;
    }

    static Object bean(Proxied target) {
        return new Subclass(target);
    }

    private static final class Subclass extends Proxied {

        private final Proxied target;

        Subclass(Proxied target) {
            super(null);
            this.target = target;
        }

        @Override
        public int s(int v) {
            return target.s(v);
        }

        @Override
        protected String text(Object v) {
            return target.text(v);
        }

        @Override
        int helper(int v) {
            throw new IllegalStateException("the machine asks its target, not the proxy");
        }
    }

    @Step
    public int s(int v) {
        Trace.step("s", v);
        log.add("s" + v);
        return v * factor;
    }

    @Step
    protected String text(Object v) {
        Trace.step("text", v);
        return "<" + v + factor + ">";
    }

    @Step
    public final int sealed(int v) {
        Trace.step("sealed", v);
        return v + factor;
    }

    @Step
    private int hidden(int v) {
        Trace.step("hidden", v);
        return v - factor;
    }

    int helper(int v) {
        return t("helper", v + factor);
    }

    @Task(id = "proxied.steps-and-fields")
    public String stepsAndFields(int n) {
        int a = s(n) + helper(n) + factor;
        String r = text(a) + this.text(prices.get("a")) + log.size();
        log.clear();
        return r + sealed(a) + hidden(n);
    }

    @Task(id = "proxied.fields-written")
    public int fieldsWritten(int n) {
        count = s(n);
        count += s(count);
        prices = new TreeMap<>(Map.of("a", n));
        int r = count + prices.get("a") + s(1);
        prices = new TreeMap<>(Map.of("a", 1));
        log.clear();
        count = 0;
        return r;
    }

    @Task(id = "proxied.try-and-loop")
    public String tryAndLoop(int n) {
        String r = "";
        for (String name : prices.keySet()) {
            try {
                r += text(name) + s(n);
            } catch (Trace.Boom e) {
                r += e.getMessage() + helper(1);
            } finally {
                r += hidden(n);
            }
        }
        log.clear();
        return r;
    }
}
