package dev.fermata.spring.properties;

import dev.fermata.FermataException;

/** A property has a value it cannot have. */
public final class PropertyException extends FermataException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String value;
    private final String allowed;

    /** @param allowed what the property may be, completing "it must be …" */
    PropertyException(String property, Object value, String allowed) {
        super("FERMATA-2201", "the property " + property + " is '" + value + "', but it must be " + allowed + ".");
        this.property = property;
        this.value = String.valueOf(value);
        this.allowed = allowed;
    }

    public String property() {
        return property;
    }

    public String value() {
        return value;
    }

    public String allowed() {
        return allowed;
    }

    static void require(boolean isLegal, String property, Object value, String allowed) {
        if (!isLegal) {
            throw new PropertyException(property, value, allowed);
        }
    }
}
