package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** A generic base class with steps and a task, and task classes that bind it. */
public class GenericTask extends GenericBase<String, Integer> {

    @Override
    public Integer convert(String v) {
        Trace.step("convert", v);
        return v.length();
    }

    @Task(id = "generic-class.inherited-generic-step")
    public String inherited(int n) {
        Integer length = convert("x".repeat(Math.max(0, n)));
        List<Integer> kept = keep(length);
        return kept + "/" + keep(kept.get(0) + 1).get(0);
    }

    @Task(id = "generic-class.type-argument-in-variable")
    public String typeArgument(int n) {
        Map<String, Integer> map = pair("k" + n, n);
        int v = map.get("k" + n);
        keep(v);
        return map + "" + v;
    }
}

abstract class GenericBase<A, B> {

    @Step
    public abstract B convert(A a);

    @Step
    public List<B> keep(B b) {
        Trace.step("keep", b);
        return new ArrayList<>(List.of(b));
    }

    @Step
    public Map<A, B> pair(A a, B b) {
        Trace.step("pair", a, b);
        return new HashMap<>(Map.of(a, b));
    }
}
