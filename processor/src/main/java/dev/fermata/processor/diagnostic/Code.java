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
    STEP_IN_GUARD(
            1008,
            "step '%s' is called inside a case guard. Call it before the switch and use its result in the guard."),
    STEP_REFERENCE(
            1009,
            "step '%s' is used as a method reference. The task cannot be resumed in the middle of code it does not own."
                    + " Call it in a for loop of the task."),
    CHILD_TASK_CALL(
            1010,
            "task '%s' is called from a task. Child runs are not supported yet. Make it a step, or trigger it through its"
                    + " client inside a step."),
    HELPER_CALL(
            1011,
            "'%s' is a @Suspends helper. Nested frames are not supported yet. Move its step calls into the task, or make"
                    + " it a step."),
    STEP_RECEIVER(
            1012,
            "step '%s' is called on '%s', which would have to be stored while the step runs. Call it on a field of the"
                    + " task's class."),
    SUPER_ACCESS(
            1013, "'super' cannot be used in a task. Call it in a method of your own, and that method in the task."),
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
    UNDENOTABLE_TYPE(1024, "the type of '%s' cannot be written down (%s). Give it an explicit, named type."),
    ANONYMOUS_TYPE(
            1025,
            "variable '%s' has an anonymous type, which cannot be stored. Declare it with a named type, or make it a"
                    + " record."),
    PRIVATE_TYPE(1030, "type '%s' is private, so the generated machine cannot use it. Make it package-private."),
    PRIVATE_MEMBER(1031, "'%s' is not accessible to the generated machine in this form. Make it package-private."),
    FIELD_WRITE(
            1032,
            "the task assigns the private field '%s'. Fields of a task's class are shared by all runs and do not survive"
                    + " a restart. Keep the value in a local variable."),
    OUTER_INSTANCE(
            1033, "'%s' belongs to an enclosing object. A task's class must be a top level or a static nested class."),
    LOCAL_CLASS(1040, "local type '%s' %s. Move it to the top level of the class or into its own file."),
    CAPTURE_OF_ASSIGNED(
            1041, "variable '%s' is assigned and captured in one statement. Assign it in a statement of its own."),
    UNSUPPORTED_STATEMENT(
            1050,
            "a step is called inside a statement of kind %s, which is not supported. Call the step in a statement of its"
                    + " own and keep the result in a local variable."),
    UNSUPPORTED_EXPRESSION(
            1051,
            "a step is called inside an expression of kind %s, which is not supported. Call the step first and keep its"
                    + " result in a local variable.");

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
