package org.accrual.web.problem;

import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A request that gets no answer, for a named reason. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Problem problem;
    private final String field;

    /** @param detail what in this very case stands in the way, for the person who asked */
    public Unanswered(Problem problem, String detail) {
        this(problem, detail, null);
    }

    private Unanswered(Problem problem, String detail, String field) {
        // An expected answer: where it arises in this code says nothing.
        super(detail, null, false, false);
        this.problem = problem;
        this.field = field;
    }

    public static Unanswered badParameter(String name, String detail) {
        return badValue(name, name + " " + detail);
    }

    /** @param detail names the field itself */
    public static Unanswered badValue(String field, String detail) {
        return new Unanswered(Problem.BAD_PARAMETER, detail, field);
    }

    /** Whether it does not exist or is not for the actor to know of. */
    public static Unanswered notFound(String what) {
        return new Unanswered(Problem.NOT_FOUND, what + " is not there");
    }

    /** Names the parameter at fault, if it is a single one. */
    public ProblemDetail problem() {
        ProblemDetail body = problem.detail(getMessage());
        if (field != null) body.setProperty("field", field);
        return body;
    }

    public ResponseEntity<ProblemDetail> answer() {
        return Problem.answer(problem());
    }
}
