package dev.fermata.spring.transaction;

import dev.fermata.engine.registry.TaskBean;
import dev.fermata.engine.transact.StepTransactions;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Steps that are {@code @Transactional}, found as Spring finds them. The engine opens their transaction with their
 * manager, isolation and timeout; the proxy of the step joins it; the checkpoint is its last statement.
 *
 * <ul>
 *   <li>REQUIRED and MANDATORY: the transaction is the one the engine opens.
 *   <li>SUPPORTS: as Spring has it, there is no transaction around a run that it could support; the step is called as it
 *       is, and its checkpoint is a commit of its own.
 *   <li>Any other propagation, and read-only: refused.
 * </ul>
 */
public final class SpringStepTransactions implements StepTransactions {

    private final TransactionRules rules;
    private final DatabaseCheck check;

    /** @param check whether a data source leads to the database that holds Fermata's tables */
    public SpringStepTransactions(TransactionRules rules, DatabaseCheck check) {
        this.rules = rules;
        this.check = check;
    }

    /** @throws StepTransactionException the step's checkpoint could not be part of its transaction */
    @Override
    public Optional<Source> of(TaskBean bean, Method step) {
        TransactionRules.Rule rule = rules.of(bean, step);
        if (rule == null || rule.attribute().getPropagationBehavior() == TransactionDefinition.PROPAGATION_SUPPORTS) {
            return Optional.empty();
        }
        refuse(step, rule.attribute());
        ManagedDatabase database = database(step, rules.manager(rule, step));
        TransactionDefinition definition = definition(step, rule.attribute());
        return Optional.of(() -> new SpringTransaction(database, definition));
    }

    private static void refuse(Method step, TransactionAttribute attribute) {
        String modifier = unproxyable(step);
        if (modifier != null) {
            throw StepTransactionException.notInterceptable(step, modifier);
        }
        String propagation = switch (attribute.getPropagationBehavior()) {
            case TransactionDefinition.PROPAGATION_REQUIRES_NEW -> "REQUIRES_NEW";
            case TransactionDefinition.PROPAGATION_NESTED -> "NESTED";
            case TransactionDefinition.PROPAGATION_NOT_SUPPORTED -> "NOT_SUPPORTED";
            case TransactionDefinition.PROPAGATION_NEVER -> "NEVER";
            default -> null;
        };
        if (propagation != null) {
            throw StepTransactionException.propagation(step, propagation);
        }
        if (attribute.isReadOnly()) {
            throw StepTransactionException.readOnly(step);
        }
    }

    static @Nullable String unproxyable(Method step) {
        int modifiers = step.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            return "private";
        }
        if (Modifier.isFinal(modifiers)) {
            return "final";
        }
        return Modifier.isStatic(modifiers) ? "static" : null;
    }

    private ManagedDatabase database(Method step, TransactionManager manager) {
        String name = manager.getClass().getName();
        if (manager instanceof ReactiveTransactionManager) {
            throw StepTransactionException.reactive(step, name);
        }
        ManagedDatabase database =
                manager instanceof PlatformTransactionManager platform ? ManagedDatabase.of(platform) : null;
        if (database == null) {
            throw StepTransactionException.unknownConnection(step, name);
        }
        if (!check.holdsFermata(database.dataSource())) {
            throw StepTransactionException.otherDatabase(step, name);
        }
        return database;
    }

    /** A transaction of its own, whatever code between two steps may have left on the thread. */
    private static TransactionDefinition definition(Method step, TransactionAttribute attribute) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition(attribute);
        definition.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        definition.setName(StepTransactionException.nameOf(step));
        return definition;
    }
}
