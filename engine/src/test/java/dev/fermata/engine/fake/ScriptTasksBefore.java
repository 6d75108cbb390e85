package dev.fermata.engine.fake;

import dev.fermata.Task;

/** An older build of {@link ScriptTasks}, whose {@code caller} calls no helper yet. */
public class ScriptTasksBefore {

    /** {@code a; b}. */
    @Task(id = "caller")
    @SuppressWarnings("DoNotCallSuggester") // as in a class that the processor has compiled, its machine runs instead
    String caller(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }
}
