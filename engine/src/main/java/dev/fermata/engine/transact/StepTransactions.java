package dev.fermata.engine.transact;

import dev.fermata.engine.registry.TaskBean;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Optional;

/** How the steps of this application are called: the host's answer, asked once for each step before anything is claimed. */
@FunctionalInterface
public interface StepTransactions {

    /** Every step is called as it is, and its checkpoint is a commit of its own. */
    StepTransactions NONE = (bean, step) -> Optional.empty();

    /**
     * The transaction in which a step and its checkpoint commit together; empty for a step that is called as it is.
     *
     * @param bean whose task calls the step
     * @param step the method as the task names it, perhaps one of another class
     * @throws dev.fermata.FermataException the step wants a transaction that its checkpoint cannot be part of
     */
    Optional<Source> of(TaskBean bean, Method step);

    /** Opens transactions for one step. */
    @FunctionalInterface
    interface Source {

        /** Begins a transaction of its own, bound to the current thread. */
        Open open();
    }

    /** A transaction that has begun. Used by the thread that opened it. */
    interface Open {

        /**
         * The connection of the transaction, after everything the step has done stands on it: what an object-relational
         * mapper has put off is written first.
         */
        Connection written();

        /**
         * Commits.
         *
         * @throws RuntimeException it may or may not be committed
         */
        void commit();

        /** Rolls back what is not committed, whatever the rules of the step's annotation say. Never throws; once is enough. */
        void end();
    }
}
