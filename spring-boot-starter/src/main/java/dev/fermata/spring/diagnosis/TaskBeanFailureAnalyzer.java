package dev.fermata.spring.diagnosis;

import dev.fermata.spring.tasks.TaskBeanException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A bean with tasks is not what runs can be executed on. */
final class TaskBeanFailureAnalyzer extends AbstractFailureAnalyzer<TaskBeanException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TaskBeanException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
