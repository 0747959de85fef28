package org.accrual.query.http;

/** A question that gets no answer, for a named reason. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;
    private final String field;

    /** @param detail what in this very case stands in the way, for the person who asked */
    public Unanswered(Problem problem, String detail) {
        this(problem, detail, null);
    }

    private Unanswered(Problem problem, String detail, String field) {
        super(detail);
        this.problem = problem;
        this.field = field;
    }

    public static Unanswered badParameter(String name, String detail) {
        return new Unanswered(Problem.BAD_PARAMETER, name + " " + detail, name);
    }

    /** Whether it does not exist or is not for the actor to know of. */
    public static Unanswered notFound(String what) {
        return new Unanswered(Problem.NOT_FOUND, what + " is not there");
    }

    Problem problem() {
        return problem;
    }

    /** The parameter at fault, or null. */
    String field() {
        return field;
    }
}
