package dev.fermata.spring.transaction;

import dev.fermata.engine.registry.TaskBean;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** What Spring's own machinery says about a step: whether it is transactional, how, and under which manager. */
public final class TransactionRules {

    private final ConfigurableListableBeanFactory beans;
    private final TransactionAttributeSource attributes;
    private final TransactionAttributeSource anyVisibility = new AnnotationTransactionAttributeSource(false);
    private final Managers managers = new Managers();

    public TransactionRules(
            ConfigurableListableBeanFactory beans, ObjectProvider<TransactionInterceptor> interceptors) {
        this.beans = beans;
        TransactionInterceptor interceptor = interceptors.getIfAvailable();
        TransactionAttributeSource known = interceptor == null ? null : interceptor.getTransactionAttributeSource();
        this.attributes = known == null ? anyVisibility : known;
        managers.setBeanFactory(beans);
        if (interceptor != null && interceptor.getTransactionManager() != null) {
            managers.setTransactionManager(interceptor.getTransactionManager());
        }
    }

    /** @param target the class in which the attribute was found */
    record Rule(TransactionAttribute attribute, Class<?> target) {

        private String described() {
            return attribute.getPropagationBehavior() + " " + attribute.getIsolationLevel() + " "
                    + attribute.getTimeout() + " " + attribute.isReadOnly() + " " + attribute.getQualifier();
        }
    }

    /** Null for a step that is not transactional. */
    @Nullable
    Rule of(TaskBean bean, Method step) {
        Class<?> declaring = step.getDeclaringClass();
        if (declaring.isInstance(bean.target())) {
            return of(step, bean.target().getClass());
        }
        return ofOtherBeans(step, declaring);
    }

    /** @throws StepTransactionException there is none, or none can be chosen */
    TransactionManager manager(Rule rule, Method step) {
        try {
            TransactionManager manager = managers.of(rule);
            if (manager != null) {
                return manager;
            }
        } catch (RuntimeException e) {
            throw StepTransactionException.noManager(step, e);
        }
        throw StepTransactionException.noManager(step, new IllegalStateException("none is defined"));
    }

    private @Nullable Rule of(Method step, Class<?> target) {
        TransactionAttributeSource source =
                SpringStepTransactions.unproxyable(step) == null ? attributes : anyVisibility;
        TransactionAttribute attribute = source.getTransactionAttribute(step, target);
        return attribute == null ? null : new Rule(attribute, target);
    }

    /** The step of another object: any bean of its type may be the one that is called. */
    private @Nullable Rule ofOtherBeans(Method step, Class<?> declaring) {
        String[] names = beans.getBeanNamesForType(declaring, true, false);
        Rule first = null;
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            Class<?> target = AutoProxyUtils.determineTargetClass(beans, names[i]);
            Rule rule = of(step, target == null ? declaring : target);
            if (i == 0) {
                first = rule;
            } else if (!described(first).equals(described(rule))) {
                differing.add(names[i]);
            }
        }
        if (!differing.isEmpty()) {
            throw StepTransactionException.ambiguous(step, String.join(", ", names));
        }
        return names.length == 0 ? of(step, declaring) : first;
    }

    private static String described(@Nullable Rule rule) {
        return rule == null ? "" : rule.described();
    }

    /** Spring's own way from an attribute to its manager. */
    private static final class Managers extends TransactionAspectSupport {

        @Nullable
        TransactionManager of(Rule rule) {
            return determineTransactionManager(rule.attribute(), rule.target());
        }
    }
}
