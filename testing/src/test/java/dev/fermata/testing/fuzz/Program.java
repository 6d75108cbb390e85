package dev.fermata.testing.fuzz;

import java.util.List;

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

    Program with(String otherText) {
        return new Program(name, seed, release, otherText, sites);
    }
}
