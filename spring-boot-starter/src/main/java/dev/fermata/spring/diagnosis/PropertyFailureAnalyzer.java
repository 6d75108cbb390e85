package dev.fermata.spring.diagnosis;

import dev.fermata.spring.properties.PropertyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Asked before Boot's own analyzer of binding failures, which would print the constructor's exception. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<PropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PropertyException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Set " + cause.property() + " to " + cause.allowed() + ", or leave it out.", cause);
    }
}
