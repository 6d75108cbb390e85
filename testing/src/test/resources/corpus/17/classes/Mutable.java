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

    private byte small;
    private char letter = 'a';
    private Integer boxed = 1;
    private volatile long ticks;
    private double ratio = 0.1;
    private String name = "n";
    private List<String> names = new ArrayList<>();
    private final Mutable[] others = new Mutable[1];

    private Mutable other() {
        if (others[0] == null) others[0] = this;
        return others[0];
    }

    @Task(id = "mutable.private-fields-of-every-kind")
    public String everyKind(int n) {
        small = 5;
        small += 200;
        letter++;
        boxed = s(n);
        boxed++;
        boxed += 2;
        ticks = ticks++ + ++ticks;
        ratio *= s(2);
        ratio--;
        name += s(n) + "x";
        this.name = name + (counter = s(1));
        names = new ArrayList<>();
        names.add(name);
        int old = counter++ + ++counter - counter--;
        counter <<= s(0);
        return small + "," + letter + boxed + ticks + ratio + names + old + counter;
    }

    @Task(id = "mutable.private-field-inside-lambda-and-class")
    public int insideLambda(int n) {
        Runnable up = () -> counter += n;
        up.run();
        s(counter);
        new Object() {
            int counter = 5;

            void run() {
                counter++;
                Mutable.this.counter += counter;
            }
        }.run();
        return counter + s(0);
    }

    @Task(id = "mutable.private-field-of-another-object")
    public int another(int n) {
        other().counter = 3;
        s(n);
        other().counter++;
        int count = other().counter;
        other().counter = count + n;
        return counter + s(total = n);
    }
}
