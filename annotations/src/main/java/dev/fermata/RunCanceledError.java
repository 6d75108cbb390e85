package dev.fermata;

/**
 * Thrown into a task at its suspension point when its run is canceled, so that {@code finally} blocks run. An error,
 * not an exception, so that {@code catch (Exception e)} does not swallow it; a run that swallows it is canceled all the
 * same.
 */
public final class RunCanceledError extends Error {

    private static final long serialVersionUID = 1L;

    public RunCanceledError(String message) {
        super(message);
    }
}
