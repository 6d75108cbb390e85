package dev.fermata.processor.diagnostic;

import java.util.Locale;

/**
 * Every refusal and warning of the compiler. The number is stable; the sentence says what, which words, and a rewrite
 * that works. Each has a section in {@code docs/diagnostics.md} and a negative test.
 */
public enum Code {
    STEP_IN_LAMBDA(
            1003,
            "step '%s' is called inside a lambda. The task cannot be resumed in the middle of code it does not own. Call"
                    + " it in a for loop of the task."),
    STEP_IN_CLASS(
            1004,
            "step '%s' is called inside a local or anonymous class. The task cannot be resumed in the middle of code it"
                    + " does not own. Call it in the task itself and pass the result in.");

    private final int number;
    private final String sentence;

    Code(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** {@code FERMATA-1003}. */
    public String id() {
        return "FERMATA-" + number;
    }

    public String sentence(Object... arguments) {
        return id() + ": " + String.format(Locale.ROOT, sentence, arguments);
    }
}
