package dev.fermata.spring.diagnosis;

import dev.fermata.spring.transaction.StepTransactionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A step's transaction is none that its checkpoint can be part of. */
final class StepTransactionFailureAnalyzer extends AbstractFailureAnalyzer<StepTransactionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StepTransactionException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
