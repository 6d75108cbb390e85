package dev.fermata.processor.diagnostic;

import com.sun.source.tree.Tree;
import dev.fermata.processor.model.CompiledTask;

/** User code that is refused: unwinds the phase that found it, up to the statement or the method it stands in. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Tree at;
    private final transient Object[] arguments;

    public Refusal(Code code, Tree at, Object... arguments) {
        super(code.sentence(arguments), null, false, false);
        this.code = code;
        this.at = at;
        this.arguments = arguments.clone();
    }

    /** Refuses a call whose machines are not there. */
    public static Refusal of(CompiledTask.Callee callee, Code code, Object... arguments) {
        return new Refusal(code, callee.at(), arguments);
    }

    public Code code() {
        return code;
    }

    /** Whether the code is compiled all the same. */
    public boolean isWarning() {
        return code.isWarning();
    }

    /** The offending words. */
    public Tree at() {
        return at;
    }

    public Object[] arguments() {
        return arguments.clone();
    }
}
