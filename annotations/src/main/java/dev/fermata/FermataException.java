package dev.fermata;

/** A failure that Fermata itself reports. The message starts with {@link #code()}, a stable code listed in the docs. */
public class FermataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, of the form {@code FERMATA-1234}
     * @param sentence what, where, which value, and how to mend it
     */
    public FermataException(String code, String sentence) {
        super(code + ": " + sentence);
        this.code = code;
    }

    public FermataException(String code, String sentence, Throwable cause) {
        super(code + ": " + sentence, cause);
        this.code = code;
    }

    /** The stable code, such as {@code FERMATA-2001}. */
    public String code() {
        return code;
    }
}
