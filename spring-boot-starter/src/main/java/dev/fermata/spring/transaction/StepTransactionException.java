package dev.fermata.spring.transaction;

import dev.fermata.FermataException;
import java.lang.reflect.Method;

/** A step's {@code @Transactional} asks for a transaction that its checkpoint cannot be part of. */
public final class StepTransactionException extends FermataException {

    private static final long serialVersionUID = 1L;

    private static final String OR_NO_STEP =
            " A method that must not commit together with its checkpoint can be called by the step without being one.";

    private final String action;

    private StepTransactionException(String code, Method step, String sentence, String action) {
        super(code, "the transactional step " + nameOf(step) + " " + sentence);
        this.action = action;
    }

    /** How to mend it. */
    public String action() {
        return action;
    }

    static String nameOf(Method step) {
        return step.getDeclaringClass().getName() + "." + step.getName();
    }

    static StepTransactionException propagation(Method step, String propagation) {
        return new StepTransactionException(
                "FERMATA-2301",
                step,
                "has propagation " + propagation
                        + ", so it would not run in the transaction its checkpoint commits in.",
                "Use the default propagation, REQUIRED." + OR_NO_STEP);
    }

    static StepTransactionException readOnly(Method step) {
        return new StepTransactionException(
                "FERMATA-2302",
                step,
                "is read-only, so its checkpoint could not be written in its transaction.",
                "Remove readOnly, or @Transactional: a step that only reads needs no transaction to be exact. If the"
                        + " annotation stands on the class, put @Transactional on the method." + OR_NO_STEP);
    }

    static StepTransactionException reactive(Method step, String manager) {
        return new StepTransactionException(
                "FERMATA-2303",
                step,
                "would run under the reactive transaction manager " + manager
                        + ", whose transactions are on no JDBC connection.",
                "Name a JDBC or JPA transaction manager: @Transactional(\"transactionManager\").");
    }

    static StepTransactionException otherDatabase(Method step, String manager) {
        return new StepTransactionException(
                "FERMATA-2304",
                step,
                "would run under the transaction manager " + manager
                        + ", whose database is not the one that holds Fermata's tables, so that step and checkpoint could"
                        + " not commit together.",
                "Name the transaction manager of Fermata's database, @Transactional(\"…\"), or mark the data source of"
                        + " this one with @FermataDataSource. For another database remove @Transactional from the step,"
                        + " call a transactional bean in it, and make the effect repeatable with"
                        + " Durable.idempotencyKey().");
    }

    static StepTransactionException unknownConnection(Method step, String manager) {
        return new StepTransactionException(
                "FERMATA-2305",
                step,
                "would run under the transaction manager " + manager
                        + ", which does not tell its DataSource, so its checkpoint could not be written on the step's"
                        + " connection.",
                "Name a DataSourceTransactionManager, JdbcTransactionManager, or a JpaTransactionManager that has a"
                        + " DataSource: @Transactional(\"transactionManager\").");
    }

    static StepTransactionException notInterceptable(Method step, String modifier) {
        return new StepTransactionException(
                "FERMATA-2306",
                step,
                "is " + modifier
                        + ", and no proxy can intercept it: called from anywhere but a run it would silently have"
                        + " no transaction.",
                "Make it an instance method that is neither private nor final.");
    }

    static StepTransactionException noManager(Method step, RuntimeException cause) {
        StepTransactionException failure = new StepTransactionException(
                "FERMATA-2307",
                step,
                "has no transaction manager: " + cause.getMessage() + ".",
                "Define one, mark one of several as @Primary, or name it: @Transactional(\"transactionManager\").");
        failure.initCause(cause);
        return failure;
    }

    static StepTransactionException ambiguous(Method step, String beans) {
        return new StepTransactionException(
                "FERMATA-2308",
                step,
                "is implemented by beans whose transactions differ (" + beans
                        + "), and which of them a run calls is not known before.",
                "Put the same @Transactional on all of them, or on the method the task calls.");
    }
}
