package dev.fermata.testing.fuzz;

/**
 * A program that the compiler gets wrong.
 *
 * @param what the compiler's words, or both outcomes
 */
record Mismatch(Program program, Fate fate, String what) {

    enum Fate {
        /** Not Java: a mistake of the generator. */
        INVALID,
        /** The compiler refuses it, or what it generates does not compile. */
        UNCOMPILED,
        /** It runs, and does something else. */
        DIVERGES
    }

    /** The mistake without what depends on the program: one of them is one to mend. */
    String signature() {
        String line = what.lines().findFirst().orElse("");
        if (fate == Fate.DIVERGES && what.contains("compiled:")) {
            int at = what.indexOf("compiled:");
            String compiled = at < 0 ? "" : what.substring(at);
            return compiled.contains("Exception") || compiled.contains("Error") ? fate + " fails" : fate.toString();
        }
        return fate + " "
                + line.replaceAll("^\\S+:\\d+: ", "")
                        .replaceAll("F\\d+|\\d+", "#")
                        .replaceAll("'[^']*'", "'..'");
    }

    Mismatch shorter(Mismatch other) {
        return other.program.text().length() < program.text().length() ? other : this;
    }

    @Override
    public String toString() {
        return "seed " + program.seed() + ", release " + program.release() + ": " + fate + "\n" + what
                + "\n// ---- corpus/" + program.release() + "/" + program.name() + ".java\n" + program.text();
    }
}
