package org.accrual.query.http;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Why a question gets no answer: the one table from a reason to a status. */
public enum Problem {
    BAD_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter holds a value of its kind."),
    TOO_MANY_ROWS(HttpStatus.BAD_REQUEST, "A table to download has a limit."),
    NOT_PERMITTED(HttpStatus.FORBIDDEN, "The actor's role, study or center does not allow this."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "The address names something that is there."),
    NOT_YET(HttpStatus.SERVICE_UNAVAILABLE, "The views follow the log, and are not there yet."),
    VIEWS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The views can't be read now."),
    LOG_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The log can't be read now.");

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    HttpStatus status() {
        return status;
    }

    /** RFC 9457, in the form that the commands' refusals have, too. */
    ProblemDetail detail(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(
                "urn:accrual:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(title);
        problem.setProperty("reason", name());
        return problem;
    }
}
