package org.accrual.study.words;

/** A value that its field can't hold; {@code field} names the field as it stands in JSON. */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String problem;

    public InvalidValue(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
        this.problem = problem;
    }

    public String field() {
        return field;
    }

    /** The same problem, seen from the object that encloses the field's own. */
    public InvalidValue in(String path) {
        int dot = field.indexOf('.');
        return new InvalidValue(dot < 0 ? path : path + field.substring(dot), problem);
    }
}
