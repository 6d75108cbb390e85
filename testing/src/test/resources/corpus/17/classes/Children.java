package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;

/** Calling another task: a child run that is awaited. */
public class Children {

    private final Children other = this;

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Task(id = "children.child")
    public int child(int n) {
        return s(n) * 10;
    }

    @Task(id = "children.parent")
    public int parent(int n) {
        int a = s(n);
        return child(a) + a;
    }

    @Task(id = "children.other-bean")
    public int otherBean(int n) {
        return other.child(n) + s(n);
    }

    @Task(id = "children.recursive")
    public int recursive(int n) {
        return n <= 0 ? s(0) : recursive(n - 1) + 1;
    }
}
