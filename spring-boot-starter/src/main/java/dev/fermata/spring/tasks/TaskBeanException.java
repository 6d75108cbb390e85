package dev.fermata.spring.tasks;

import dev.fermata.FermataException;

/** A bean declares tasks, but steps could not be called on it as Spring means it. */
public final class TaskBeanException extends FermataException {

    private static final long serialVersionUID = 1L;

    private final String action;

    private TaskBeanException(String code, String sentence, String action) {
        super(code, sentence);
        this.action = action;
    }

    /** How to mend it. */
    public String action() {
        return action;
    }

    static TaskBeanException interfaceProxy(String bean, Class<?> target) {
        return new TaskBeanException(
                "FERMATA-2008",
                "the bean '" + bean + "' declares tasks, but stands behind an interface proxy, on which the steps of "
                        + target.getName() + " cannot be called.",
                "Set spring.aop.proxy-target-class=true, or proxyTargetClass = true on the annotation that makes the"
                        + " proxy.");
    }

    static TaskBeanException noSingleton(String bean) {
        return new TaskBeanException(
                "FERMATA-2007",
                "the bean '" + bean + "' declares tasks, but is no singleton. Runs outlive every other scope.",
                "Declare it as a singleton, and look up what has another scope inside its steps.");
    }
}
