package dev.fermata.spring.tasks;

import dev.fermata.Task;
import dev.fermata.engine.registry.TaskRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Looks, when all beans are defined and none is made, which of them declare tasks; registers their generated clients and
 * the {@link TaskBeans}. A bean's type is what its definition says: a {@code @Bean} method has to name the class with the
 * tasks, not an interface of it.
 */
public final class TaskBeanRegistrar implements BeanDefinitionRegistryPostProcessor, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(TaskBeanRegistrar.class);
    private static final String CLIENT = "Client";

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        // Types can be asked for only below, where the beans of all other post-processors are defined too.
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> names = new ArrayList<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = typeOf(beans, name);
            if (type != null && declaresTasks(type)) {
                names.add(name);
                registerClients((BeanDefinitionRegistry) beans, beans, type);
            }
        }
        RootBeanDefinition definition = new RootBeanDefinition(TaskBeans.class, () -> new TaskBeans(beans, names));
        ((BeanDefinitionRegistry) beans).registerBeanDefinition(TaskBeans.class.getName(), definition);
    }

    private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory beans, String name) {
        if (name.startsWith("scopedTarget.") || beans.getBeanDefinition(name).isAbstract()) {
            return null;
        }
        Class<?> type = beans.getType(name, false);
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private static boolean declaresTasks(Class<?> type) {
        try {
            return AnnotationUtils.isCandidateClass(type, Task.class) && TaskRegistry.declaresTasks(type);
        } catch (LinkageError e) {
            LOG.debug("{} is not searched for tasks: a class it mentions is missing", type, e);
            return false;
        }
    }

    /** Named as Spring names a component. The application may declare the client itself. */
    private static void registerClients(
            BeanDefinitionRegistry registry, ConfigurableListableBeanFactory beans, Class<?> type) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            Optional<Class<?>> found = clientOf(at);
            if (found.isPresent()) {
                Class<?> client = found.get();
                String name = StringUtils.uncapitalizeAsProperty(ClassUtils.getShortName(client));
                if (!registry.containsBeanDefinition(name)
                        && beans.getBeanNamesForType(client, true, false).length == 0) {
                    registry.registerBeanDefinition(name, new RootBeanDefinition(client));
                }
            }
        }
    }

    /** {@code a.b.OrderTasksClient}, or {@code a.b.Outer_InnerClient} of a nested class. */
    private static Optional<Class<?>> clientOf(Class<?> type) {
        String name = type.getSimpleName();
        for (Class<?> outer = type.getEnclosingClass(); outer != null; outer = outer.getEnclosingClass()) {
            name = outer.getSimpleName() + "_" + name;
        }
        try {
            return Optional.of(ClassUtils.forName(type.getPackageName() + "." + name + CLIENT, type.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
