package corpus;

import static corpus.Toolbox.weigh;
import static dev.fermata.testing.differential.Trace.t;

import dev.fermata.*;
import dev.fermata.testing.differential.Trace;
import java.util.*;

/** Steps in a superclass, an interface, another class, by static import, overloaded, varargs. */
public class Inherited extends InheritedBase<String> implements Greeter {

    private final Toolbox toolbox = new Toolbox();
    final Greeter greeter = this;
    protected final Toolbox.Drawer drawer = toolbox.new Drawer();

    @Override
    public String greet(String name) {
        Trace.step("greet", name);
        return "hello " + name;
    }

    @Override
    protected int overridden(int v) {
        Trace.step("overridden below", v);
        return v + 2;
    }

    @Override
    protected int plain(int v) {
        return t("plain below", v * 5);
    }

    @Task(id = "inherited.superclass")
    public int superclass(int n) {
        return fromBase(n) + fromBase(fromBase(1));
    }

    @Task(id = "inherited.protected-superclass")
    public int protectedStep(int n) {
        return guarded(n) * 10 + guarded(1);
    }

    @Task(id = "inherited.overridden-without-annotation")
    public int overriddenStep(int n) {
        int a = overridden(n);
        return a + overridden(a);
    }

    @Task(id = "inherited.interface")
    public String interfaceStep(int n) {
        String a = greet("a" + n);
        return a + greet(a);
    }

    @Task(id = "inherited.interface-default")
    public String interfaceDefault(int n) {
        return shout("x" + n) + shout("y");
    }

    @Task(id = "inherited.through-interface-variable")
    public String throughInterface(int n) {
        return greeter.greet("g" + n) + greeter.shout("z");
    }

    @Task(id = "inherited.static-step")
    public int staticStep(int n) {
        return Toolbox.measure(n) + Toolbox.measure(Toolbox.measure(2));
    }

    @Task(id = "inherited.static-import")
    public int staticImport(int n) {
        return weigh(n) + weigh(1, n) + weigh(2);
    }

    @Task(id = "inherited.other-bean")
    public int otherBean(int n) {
        int a = toolbox.cut(n);
        return toolbox.cut(a) + this.toolbox.cut(t("x", 5));
    }

    @Task(id = "inherited.inner-object-of-a-field")
    public int drawer(int n) {
        return drawer.open(n) + drawer.open(1);
    }

    @Task(id = "inherited.overloads")
    public String overloads(int n) {
        return over(n) + over((long) n) + over("s" + n) + over((Object) "o") + over(n, n) + over('c') + over(1.5);
    }

    @Step
    public String over(int v) {
        Trace.step("over int", v);
        return "int";
    }

    @Step
    public String over(long v) {
        Trace.step("over long", v);
        return "long";
    }

    @Step
    public String over(Object v) {
        Trace.step("over object", v);
        return "object";
    }

    @Step
    public String over(String v) {
        Trace.step("over string", v);
        return "string";
    }

    public String over(double v) {
        return t("not a step", "double");
    }

    @Step
    public String over(int... v) {
        Trace.step("over varargs", v);
        return "varargs";
    }

    @Task(id = "inherited.fields-of-the-superclass")
    public int fields(int n) {
        int a = fromBase(n) + shared;
        shared = a;
        fromBase(0);
        int r = shared + super.shared;
        shared = 5;
        return r;
    }

    @Task(id = "inherited.methods-of-the-superclass")
    public String superMethods(int n) {
        int a = super.overridden(n);
        int b = super.plain(a) + plain(a) + super.fromBase(1);
        java.util.function.IntUnaryOperator f = super::plain;
        int c = f.applyAsInt(b);
        fromBase(c);
        super.shared += n;
        String r = Greeter.super.shout("x" + n) + super.kept("k", n) + super.shared;
        super.shared = 5;
        return r + (super.toString() == null);
    }

    @Override
    protected String kept(String value, int n) {
        return t("kept below", value);
    }

    @Task(id = "inherited.helper-of-the-superclass")
    public int helper(int n) {
        return fromBase(plain(n)) + plain(fromBase(n));
    }
}

class InheritedBase<T> {

    protected int shared = 5;

    @Step
    public int fromBase(int v) {
        Trace.step("fromBase", v);
        return v + 1;
    }

    @Step
    protected int guarded(int v) {
        Trace.step("guarded", v);
        return v * 2;
    }

    @Step
    protected int overridden(int v) {
        Trace.step("overridden above", v);
        return v + 1;
    }

    protected int plain(int v) {
        return t("plain", v * 3);
    }

    protected T kept(T value, int n) {
        return t("kept above", value);
    }
}

interface Greeter {

    @Step
    String greet(String name);

    @Step
    default String shout(String name) {
        Trace.step("shout", name);
        return name.toUpperCase(Locale.ROOT);
    }
}

class Toolbox {

    @Step
    public static int measure(int v) {
        Trace.step("measure", v);
        return v * 7;
    }

    @Step
    static int weigh(int... v) {
        Trace.step("weigh", v);
        return v.length;
    }

    @Step
    int cut(int v) {
        Trace.step("cut", v);
        return v / 2;
    }

    class Drawer {

        @Step
        int open(int v) {
            Trace.step("open", v);
            return v + 1;
        }
    }
}
