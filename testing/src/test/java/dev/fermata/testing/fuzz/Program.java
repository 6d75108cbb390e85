package dev.fermata.testing.fuzz;

import java.util.List;
import java.util.Locale;

/**
 * A generated task class.
 *
 * @param name of the class and, in lower case, of the task
 * @param release the language level it needs
 * @param text the file
 */
record Program(String name, long seed, int release, String text, List<Site> sites) {

    static final String PACKAGE = "corpus";

    Program {
        sites = List.copyOf(sites);
    }

    String path() {
        return PACKAGE + "/" + name + ".java";
    }

    /** Another program of the same seed. */
    Program renamed(String otherName, String otherText) {
        String renamed = otherText
                .replace("class " + name + " ", "class " + otherName + " ")
                .replace("\"" + taskId(name) + "\"", "\"" + taskId(otherName) + "\"");
        return new Program(otherName, seed, release, renamed, sites);
    }

    static String taskId(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
