package org.accrual.web.problem;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Why a request gets no answer, beside the rules of the study (its reasons): the one table from there to a status. */
public enum Problem {
    BAD_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter holds a value of its kind."),
    TOO_MANY_ROWS(HttpStatus.BAD_REQUEST, "A table to download has a limit."),
    NOT_AUTHENTICATED(HttpStatus.UNAUTHORIZED, "Every request carries a valid token of this service's issuer."),
    NOT_PERMITTED(HttpStatus.FORBIDDEN, "The actor's role, study or center does not allow this."),
    NOT_FOUND(HttpStatus.NOT_FOUND, "The address names something that is there."),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "A request arrives as a whole within a time."),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "A body has a limit."),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body is of a type that is asked for."),
    FOREIGN_HOST(HttpStatus.MISDIRECTED_REQUEST, "Accrual answers under its own name only."),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "What one person or address may ask for has a limit."),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here."),
    ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The issuer's keys can't be read now."),
    BUSY(HttpStatus.SERVICE_UNAVAILABLE, "So much is being computed that there is no place for more."),
    NOT_YET(HttpStatus.SERVICE_UNAVAILABLE, "The views follow the log, and are not there yet."),
    VIEWS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The views can't be read now."),
    LOG_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The log can't be read now."),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The log can't be written or read now."),
    CONFLICT(HttpStatus.SERVICE_UNAVAILABLE, "Others keep changing what the command decides on."),
    OUTCOME_UNKNOWN(
            HttpStatus.SERVICE_UNAVAILABLE, "Whether the command was recorded is not known yet: the same key tells."),
    PATIENT_KEY_MISSING(
            HttpStatus.SERVICE_UNAVAILABLE, "The patient's key is missing, so the patient can't be read now."),
    PATIENT_KEY_UNREADABLE(
            HttpStatus.SERVICE_UNAVAILABLE, "The patient's key can't be opened, nor can the patient be read now."),
    EVENT_UNREADABLE(HttpStatus.SERVICE_UNAVAILABLE, "An event of the patient can't be decrypted."),
    NOT_SIGNED(HttpStatus.SERVICE_UNAVAILABLE, "No checkpoint was signed.");

    private static final String TYPES = "urn:accrual:problem:";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final Set<Integer> FOR_NOW =
            Set.of(HttpStatus.SERVICE_UNAVAILABLE.value(), HttpStatus.TOO_MANY_REQUESTS.value());

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    /** @param detail what in this very case stands in the way, for the person who asked; null if there is no more to say */
    public ProblemDetail detail(String detail) {
        ProblemDetail problem = of(status, name().toLowerCase(Locale.ROOT).replace('_', '-'), title, detail);
        problem.setProperty("reason", name());
        return problem;
    }

    /** With {@code Retry-After} if it may be asked again. */
    public ResponseEntity<ProblemDetail> answer(String detail) {
        return answer(detail(detail));
    }

    /** @param slug names the kind of problem for programs */
    public static ProblemDetail of(HttpStatus status, String slug, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPES + slug));
        problem.setTitle(title);
        return problem;
    }

    /** RFC 9457; a browser is shown it as a page instead, see {@link ProblemPage}. */
    public static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (FOR_NOW.contains(problem.getStatus())) answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.body(problem);
    }
}
