package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;

/** Task classes that are not public, beside the one the file is named after. */
public class SecondTopLevel {

    @Step
    int a(int v) {
        Trace.step("a", v);
        return v;
    }

    @Task(id = "toplevel.first")
    int first(int n) {
        return a(n) + a(1);
    }
}

class HiddenTopLevel {

    @Step
    int b(int v) {
        Trace.step("b", v);
        return v;
    }

    @Task(id = "toplevel.package-private-class")
    int second(int n) {
        return b(n) + b(1);
    }
}
