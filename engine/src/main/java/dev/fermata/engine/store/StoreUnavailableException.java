package dev.fermata.engine.store;

/** The database could not be reached, or was busy beyond its limits: nothing was done, and the same again may succeed. */
public final class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String sentence, Throwable cause) {
        super("FERMATA-5001", sentence, cause);
    }
}
