package dev.fermata.spring.tasks;

import dev.fermata.engine.registry.TaskBean;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;

/** The names of the beans that declare tasks, found when all beans were defined, and the beans when they are wanted. */
public final class TaskBeans {

    private final BeanFactory beans;
    private final List<String> names;

    TaskBeans(BeanFactory beans, List<String> names) {
        this.beans = beans;
        this.names = List.copyOf(names);
    }

    /**
     * The beans with what stands behind their proxies.
     *
     * @throws TaskBeanException one is no singleton, or behind an interface proxy
     */
    public List<TaskBean> all() {
        List<TaskBean> all = new ArrayList<>();
        for (String name : names) {
            if (!beans.isSingleton(name)) {
                throw TaskBeanException.noSingleton(name);
            }
            Object bean = beans.getBean(name);
            Object target = target(bean);
            if (!target.getClass().isInstance(bean)) {
                throw TaskBeanException.interfaceProxy(name, target.getClass());
            }
            all.add(new TaskBean(bean, target));
        }
        return List.copyOf(all);
    }

    /** The unproxied object behind a bean. */
    public static Object target(Object bean) {
        Object at = bean;
        for (Object next = AopProxyUtils.getSingletonTarget(at);
                next != null;
                next = AopProxyUtils.getSingletonTarget(at)) {
            at = next;
        }
        return at;
    }
}
