package dev.fermata.engine.attempt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of attempts that failed and are tried again. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private FailureLog() {}

    /**
     * A failure is the user's object: if it cannot even be printed, that must not become the run's failure in its place.
     *
     * @param what the run, or the branch of it
     */
    static void triedAgain(String what, Outcome.TryAgain again) {
        try {
            LOG.info(
                    "{} failed attempt {} and is tried again in {}",
                    what,
                    again.failedAttempts(),
                    again.delay(),
                    again.failure());
        } catch (RuntimeException e) {
            LOG.info(
                    "{} failed attempt {} and is tried again in {}: {}, which cannot be printed",
                    what,
                    again.failedAttempts(),
                    again.delay(),
                    again.failure().getClass().getName());
        }
    }
}
