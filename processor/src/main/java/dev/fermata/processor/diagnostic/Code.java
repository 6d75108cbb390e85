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
                    + " does not own. Call it in the task itself and pass the result in."),
    STEP_IN_SYNCHRONIZED(
            1005,
            "step '%s' is called inside synchronized. A lock cannot be held while the task is suspended. Take the lock"
                    + " inside the step."),
    STEP_IN_RESOURCES(
            1006,
            "step '%s' is called inside try-with-resources. An open resource cannot be kept while the task is suspended."
                    + " Open, use and close the resource inside one step."),
    STEP_IN_ASSERT(
            1007,
            "step '%s' is called inside assert, and would run only where assertions are enabled. Call it first and assert"
                    + " on its result."),
    STEP_REFERENCE(
            1009,
            "step '%s' is used as a method reference. The task cannot be resumed in the middle of code it does not own."
                    + " Call it in a for loop of the task."),
    CHILD_TASK_CALL(
            1010,
            "task '%s' is called from a task. Child runs are not supported yet. Make it a step, or trigger it through its"
                    + " client inside a step."),
    STEP_RECEIVER(
            1012,
            "step '%s' is called on '%s', which would have to be stored while the step runs. Call it on a field of the"
                    + " task's class, or on what a getter of one answers."),
    LOOP_SOURCE(
            1014,
            "the loop calls a step, so it must run over an array or a Collection, not over %s. Copy the elements into a"
                    + " List first."),
    UNSTORABLE_VARIABLE(
            1020,
            "variable '%s' of type %s is needed when step '%s' (line %d) has been called, but %s cannot be stored. Finish"
                    + " using it before the step, or obtain it again afterwards."),
    UNSTORABLE_VALUE(
            1021,
            "this value of type %s is needed when step '%s' (line %d) has been called, but %s cannot be stored. Call the"
                    + " step first, keep its result in a local variable, and compute this afterwards."),
    UNSTORABLE_PARAMETER(
            1022,
            "parameter '%s' of type %s is part of the stored payload of the run, but %s cannot be stored. Pass what is"
                    + " needed to obtain it."),
    EARLY_RECEIVER(
            1023,
            "'%s' is evaluated before a step call and used after it, so after a restart it would be a copy. Call the step"
                    + " first and keep its result in a local variable."),
    ANONYMOUS_TYPE(
            1025,
            "variable '%s' has an anonymous type, which cannot be stored. Declare it with a named type, or make it a"
                    + " record."),
    IDENTITY_OF_VALUE(
            1026,
            "'%s' compares values by identity, which they do not keep when the run is resumed. Compare them with equals, or"
                    + " by an id of their own; @SuppressWarnings(\"FERMATA-1026\") where that is meant."),
    FIELD_IN_FRAME(
            1027,
            "variable '%s' holds the object of field '%s', is needed when step '%s' (line %d) has been called, and one of them"
                    + " is changed; a resumed run holds a copy. Use the field itself, or copy the object;"
                    + " @SuppressWarnings(\"FERMATA-1027\") where that is meant."),
    PRIVATE_TYPE(1030, "type '%s' is private, so the generated machine cannot use it. Make it package-private."),
    PRIVATE_MEMBER(1031, "'%s' is not accessible to the generated machine in this form. Make it package-private."),
    FIELD_WRITE(
            1032,
            "the private field '%s' of another object is changed in one expression. Assign it in two: read the field into"
                    + " a local variable, and write the field afterwards."),
    LOCAL_CLASS(1040, "local type '%s' %s. Move it to the top level of the class or into its own file."),
    CAPTURE_OF_ASSIGNED(
            1041, "variable '%s' is assigned and captured in one statement. Assign it in a statement of its own."),

    // declarations: 1060 to 1099
    TASK_ID_MALFORMED(
            1060,
            "'%s' is no task id. Use 1 to 128 letters, digits, '.', '_' and '-', the first a letter or digit: it is stored"
                    + " with every run."),
    TASK_ID_TWICE(1061, "the task id '%s' is already that of %s. Give each task an id of its own."),
    TASK_ABSTRACT(1062, "task method '%s' has no body to compile. Put @Task on the method that implements it."),
    TASK_STATIC(
            1063,
            "task method '%s' is static. Make it an instance method of a bean: a run reaches the beans its steps use"
                    + " through it."),
    TASK_PRIVATE(1064, "task method '%s' is private. Make it at least package-private, so that a test can call it."),
    TASK_CLASS_HIDDEN(
            1065,
            "task class '%s' cannot be seen from its package, where its client and machine are generated. Make it and"
                    + " the classes around it at least package-private."),
    TASK_CLASS_INNER(1066, "task class '%s' is an inner class. Make it static: no container can create a bean of it."),
    TASK_IN_INTERFACE(
            1067, "task method '%s' stands in an interface. Put @Task on the method of the class that implements it."),
    TASK_GENERIC(
            1068,
            "the signature of task method '%s' mentions the type variable '%s'. Use a concrete type: arguments and result"
                    + " are stored, and read back by their declared types."),
    TASK_VARARGS(1069, "task method '%s' has variable arguments. Take a List instead."),
    TYPE_NOT_STORABLE(1070, "%s of type '%s' cannot be stored: %s. Pass the data it gives access to."),
    TYPE_HIDDEN(
            1071,
            "the signature of task method '%s' mentions '%s', which its generated client cannot see. Make the type at"
                    + " least package-private."),
    ROLES_CONFLICT(
            1072, "method '%s' is annotated with both @%s and @%s. Keep one, and call a second method for the other."),
    RETRY_TWICE(1073, "'%s' has %s retry policies. Keep one; exceptions are told apart in the task's catch."),
    RETRY_ATTEMPTS(
            1074, "maxAttempts is %s, but the first try counts as an attempt. Write at least 1, which means no retry."),
    RETRY_DELAY(1075, "%s is '%s', which is no duration. Write a whole number and a unit: 500ms, 1s, 5m, 2h or 1d."),
    RETRY_FACTOR(1076, "factor is %s, so delays would shrink. Write at least 1, which keeps them equal."),
    RETRY_ORDER(1077, "minDelay %s is longer than maxDelay %s. Raise maxDelay or lower minDelay."),
    LOMBOK_REWRITE(
            1078,
            "@%s rewrites the body of task method '%s' after the task was compiled from its text. Write in the task what"
                    + " the annotation would generate, or put it on a step."),
    STEP_NOT_PROXIED(
            1079,
            "step '%s' is @%s and %s, so no transaction would ever begin around it. Make it an overridable instance"
                    + " method."),
    STEP_NAME_MALFORMED(
            1080,
            "'%s' is no step name. Use 1 to 128 letters, digits, '.', '_' and '-', the first a letter or digit: it stands"
                    + " in labels and property names."),
    GENERATED_NAME_TAKEN(
            1081,
            "the class '%s' is to be generated for '%s', but there is one. Rename the one that was written by hand."),
    SOURCE_UNREACHABLE(
            1082,
            "the text of task class '%s' cannot be read under this compiler. Compile with javac, or with ECJ on JDK 18 or"
                    + " newer."),
    JAVAC_MISSING(
            1083, "task class '%s' cannot be compiled by a runtime without a Java compiler. Run the build on a JDK."),
    COMPILER_FAILED(
            1084,
            "the Fermata compiler failed on '%s' with %s. This is a bug in Fermata: please report it with the method and"
                    + " this message."),

    // frames of earlier builds: 1090 to 1099
    MIGRATION_TASK(
            1090,
            "'%s' is no task of class '%s'. A migration stands in the class of its task and names one of its ids: %s."),
    MIGRATION_SIGNATURE(
            1091, "migration '%s' %s. Take old variables, each as a parameter with @Old, and return the new one."),
    MIGRATION_VARIABLE(
            1092,
            "'%s' has no live variable '%s' of type %s %s. Name one that its manifest lists and return exactly its"
                    + " type, or remove a migration whose runs are through."),
    MIGRATION_TWICE(
            1093,
            "migrations '%s' and '%s' both make variable '%s' of the same old ones. Keep one, or tell them apart by"
                    + " 'at'."),
    MOVED_LABEL(
            1094,
            "@MovedLabel(from = \"%s\", to = \"%s\") %s. Put it on the task or helper, with a label that only earlier builds"
                    + " have and one that this build's manifest lists."),
    MIGRATION_HELPER(
            1095,
            "'%s' is no helper of class '%s'. A migration of a helper's variables stands in the helper's class and names"
                    + " its @Suspends method: %s."),

    // helpers and branches: 1110 to 1139
    HELPER_WITHOUT_BODY(
            1110,
            "helper '%s' has no body to compile. Put @Suspends on the method that implements it, and give the field it is"
                    + " called on that method's class as its type."),
    HELPER_SYNCHRONIZED(
            1111,
            "helper '%s' is synchronized. A lock cannot be held while the task is suspended. Take the lock inside a step."),
    HELPER_PROXIED(
            1112,
            "helper '%s' is @%s, but it runs as a part of its task and never through a proxy. Put the annotation on the"
                    + " steps it calls."),
    HELPER_CLASS_HIDDEN(
            1113,
            "class '%s' of helper '%s' cannot be seen from its package, where its machine is generated. Make it and the"
                    + " classes around it at least package-private."),
    HELPER_OF_LOCAL_CLASS(
            1114,
            "helper '%s' belongs to a local class, for which no machine is generated. Make it a method of the task's"
                    + " class."),
    HELPER_NOT_COMPILED(
            1115,
            "helper '%s' of %s has no machine. Compile its module with the Fermata processor, of this version or newer."),
    HELPER_PARAMETER(
            1116,
            "parameter '%s' of type %s is part of the helper's frame, but %s cannot be stored. Get it from a field, or pass"
                    + " what is needed to obtain it."),
    HELPER_CLASS_INNER(
            1117,
            "class '%s' of helper '%s' is an inner class. Make it static, so that its objects can be found without those"
                    + " around them."),
    CHECKPOINT_KEY(
            1120,
            "the key of a saved value is %s, which is no constant name. Write a string constant of 1 to 128 letters,"
                    + " digits, '.', '_' and '-': it is part of the checkpoint's label."),
    LABEL_NAME(
            1121,
            "the label %s is no constant name. Write a string constant of 1 to 128 letters, digits, '.', '_' and '-',"
                    + " other than 'start' and 'end': runs in flight are found by it."),
    LABEL_TWICE(1122, "the label '%s' is taken in this method. Give each suspension point a label of its own."),
    LABEL_PINS_NOTHING(
            1123,
            "no suspension point of the same block follows the label %s. Put it right in front of the statement whose call"
                    + " it names."),
    BRANCH_ELSEWHERE(
            1124,
            "'%s' is no branch that the compiler can see. Write the lambda or method reference right in the call."),
    SHARED_CAPTURE(
            1125,
            "the branch captures '%s' of type %s, which may change while other branches run. Capture the values it needs,"
                    + " of immutable types such as records, or return them from the branch."),
    SHARED_COLLECTION(
            1126,
            "the branch captures '%s' and does more than read it here. Other branches share it: copy it in the branch, or"
                    + " return what the branch finds and collect it afterwards.");

    private final int number;
    private final String sentence;

    Code(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** Whether the code is compiled all the same. */
    public boolean isWarning() {
        return this == IDENTITY_OF_VALUE || this == FIELD_IN_FRAME;
    }

    /** {@code FERMATA-1003}. */
    public String id() {
        return "FERMATA-" + number;
    }

    public String sentence(Object... arguments) {
        return id() + ": " + String.format(Locale.ROOT, sentence, arguments);
    }
}
