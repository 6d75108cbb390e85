package dev.fermata.engine.store;

import dev.fermata.FermataException;

/** The database did not do what it was asked; the cause is the driver's exception. */
public class StoreException extends FermataException {

    private static final long serialVersionUID = 1L;

    public StoreException(String code, String sentence, Throwable cause) {
        super(code, sentence, cause);
    }
}
