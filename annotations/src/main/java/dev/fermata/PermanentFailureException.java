package dev.fermata;

/**
 * Thrown by a step or a task to fail without further attempts: trying again cannot help. A step's task may still catch
 * it; uncaught, the run fails at once and becomes a dead letter.
 */
public class PermanentFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PermanentFailureException(String message) {
        super(message);
    }

    public PermanentFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
