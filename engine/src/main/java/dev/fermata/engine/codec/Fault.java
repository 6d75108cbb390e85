package dev.fermata.engine.codec;

/** Every reason why a value cannot be stored or read back. The number is stable. */
enum Fault {
    PAYLOAD_MALFORMED(3101, "Send one well-formed JSON value in UTF-8."),
    PAYLOAD_MISFIT(3102, "Send what the task's parameters declare."),
    PAYLOAD_TOO_LARGE(3103, "Store the large part elsewhere and pass a reference to it, or raise the limit."),
    PAYLOAD_UNWRITABLE(3104, "Pass a value that Jackson can write: a record, or a class with getters."),

    UNSTORABLE(
            4101,
            "Keep it out of variables that live across a step: fetch it again after the step, make the field transient, or"
                    + " copy what is needed into a record."),
    NOT_ALLOWED(
            4102,
            "Declare the variable with its own type, move the class to the task's package or below, or add its package"
                    + " to the packages allowed in frames."),
    TOO_LARGE(4103, "Store the large part elsewhere and keep a reference to it in the variable, or raise the limit."),
    TOO_DEEP(4104, "Keep the values in a list instead of linking them one to the next."),
    ABSENT(
            4105,
            "The frame was written by another version of the task. Deploy that version again to finish the run, or"
                    + " migrate the frame."),
    MISFIT(
            4106,
            "The frame was written by another version of the class. Restore the type, or give a renamed field"
                    + " @JsonAlias with its old name."),
    MALFORMED(4107, "The stored bytes are not what was written; restore them from a backup."),
    CLASS_GONE(
            4108,
            "Restore the class under its old name, or give a subtype of a sealed type a @JsonTypeName that stays."),
    REBUILD_FAILED(4109, "A constructor that rebuilds a value must accept whatever was stored earlier."),

    RESULT_UNWRITABLE(4110, "Return a value that Jackson can write: a record, or a class with getters."),
    RESULT_TOO_LARGE(4111, "Store the large part elsewhere and return a reference to it, or raise the limit."),
    RESULT_MISFIT(4112, "The result was stored by another version of the task; read it as JSON instead."),

    VIEW(
            4113,
            "Keep a copy in the variable: new ArrayList<>(…), new TreeMap<>(…), Map.entry(…); or make the view again after"
                    + " the step.");

    private final int number;
    private final String remedy;

    Fault(int number, String remedy) {
        this.number = number;
        this.remedy = remedy;
    }

    /** {@code FERMATA-4101}. */
    String id() {
        return "FERMATA-" + number;
    }

    /** How to mend it, as whole sentences. */
    String remedy() {
        return remedy;
    }
}
