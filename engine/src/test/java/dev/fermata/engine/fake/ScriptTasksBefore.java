package dev.fermata.engine.fake;

import dev.fermata.Task;

/** An older build of {@link ScriptTasks}, whose {@code caller} calls no helper yet. */
public class ScriptTasksBefore {

    /** {@code a; b}. */
    @Task(id = "caller")
    String caller(String input) {
        throw new UnsupportedOperationException("plain " + input);
    }
}
