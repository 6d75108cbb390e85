package corpus;

import static dev.fermata.corpus.elsewhere.RemoteSteps.remoteStatic;

import dev.fermata.*;
import dev.fermata.corpus.elsewhere.RemoteSteps;
import dev.fermata.testing.differential.Trace;

/** Steps, helpers and fields inherited from a class of another package and module. */
public class Elsewhere extends RemoteSteps {

    @Task(id = "elsewhere.protected-step")
    public int protectedStep(int n) {
        return remote(n) * 10 + this.remote(remote(1));
    }

    @Task(id = "elsewhere.static-import-step")
    public int staticImport(int n) {
        return remoteStatic(n) + RemoteSteps.remoteStatic(2) + Elsewhere.remoteStatic(3);
    }

    @Task(id = "elsewhere.protected-helper")
    public int helper(int n) {
        return remoteHelper(remote(n)) + remote(remoteHelper(1)) + remoteStaticHelper(n);
    }

    @Task(id = "elsewhere.protected-field")
    public int field(int n) {
        int a = remote(n) + remoteField;
        return remote(a) + this.remoteField;
    }
}
