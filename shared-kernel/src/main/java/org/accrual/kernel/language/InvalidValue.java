package org.accrual.kernel.language;

/** A value that its field can't hold; {@code field} names the field as it stands in JSON. */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String field;

    public InvalidValue(String field, String message) {
        super(field + " " + message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
