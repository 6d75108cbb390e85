package dev.fermata.engine.store;

/** The database refused the data of an item (size, encoding, constraint): trying the same again cannot help. */
public final class BadItemException extends StoreException {

    private static final long serialVersionUID = 1L;

    public BadItemException(String sentence, Throwable cause) {
        super("FERMATA-5003", sentence, cause);
    }
}
