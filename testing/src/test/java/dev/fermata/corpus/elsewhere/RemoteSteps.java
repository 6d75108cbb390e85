package dev.fermata.corpus.elsewhere;

import dev.fermata.Step;
import dev.fermata.testing.differential.Trace;

/** A base class with steps, fields and helpers that its subclasses reach by inheritance only. */
public abstract class RemoteSteps {

    protected int remoteField = 11;

    @Step
    protected int remote(int v) {
        Trace.step("remote", v);
        return v + 1;
    }

    @Step
    public static int remoteStatic(int v) {
        Trace.step("remoteStatic", v);
        return v + 2;
    }

    protected int remoteHelper(int v) {
        return Trace.t("remoteHelper", v * 2);
    }

    protected static int remoteStaticHelper(int v) {
        return Trace.t("remoteStaticHelper", v * 3);
    }
}
