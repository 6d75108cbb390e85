package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** A task class with type parameters of its own. */
public class GenericOwner<E> {

    @Step
    public int count(Collection<?> c) {
        Trace.step("count", c);
        return c.size();
    }

    @Step
    public List<E> none() {
        Trace.step("none");
        return new ArrayList<>();
    }

    @Task(id = "generic-owner.type-parameter-not-live")
    public int notLive(int n) {
        return count(none()) + count(List.of(n));
    }

    @Task(id = "generic-owner.static-types-only")
    public String staticTypes(int n) {
        List<Integer> list = new ArrayList<>(List.of(n));
        list.add(count(list));
        return list.toString() + count(list);
    }
}
