package corpus;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Writes to the bean's own fields, which are no part of a frame. */
public class Mutable {

    private int counter;
    private static int total;
    int[] cells = new int[2];

    @Step
    public int s(int v) {
        Trace.step("s", v);
        return v + 1;
    }

    @Task(id = "mutable.private-field-written")
    public int privateField(int n) {
        counter = s(n);
        counter += 5;
        counter++;
        int r = counter + s(counter);
        counter = 0;
        return r;
    }

    @Task(id = "mutable.private-static-written")
    public int privateStatic(int n) {
        total = s(n);
        total += s(total);
        int r = total--;
        total = 0;
        return r;
    }

    @Task(id = "mutable.array-field-element")
    public String arrayField(int n) {
        cells[0] = s(n);
        cells[1] += s(cells[0]);
        String r = Arrays.toString(cells);
        cells = new int[2];
        return r;
    }
}
