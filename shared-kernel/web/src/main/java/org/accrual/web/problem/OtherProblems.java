package org.accrual.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What no service has a word of its own for: the framework's refusals (an unknown path, a wrong method), and defects. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class OtherProblems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OtherProblems.class);

    /** The door answers. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AuthenticationException e) {
        throw e;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unanswered(Unanswered e) {
        return e.answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> slow(SlowRequest e, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        return Problem.TOO_SLOW.answer(e.getMessage());
    }

    /** A defect: its cause is for the log, its reference for both. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> defect(RuntimeException e, HttpServletRequest request) {
        return Problem.answer(internalError(e, request));
    }

    static ProblemDetail internalError(Throwable e, HttpServletRequest request) {
        String reference = Reference.create(request);
        LOG.error("{}: {} {} failed", reference, request.getMethod(), request.getRequestURI(), e);
        ProblemDetail problem =
                Problem.INTERNAL_ERROR.detail("Tell whoever runs Accrual the reference " + reference + ".");
        problem.setInstance(URI.create("urn:accrual:reference:" + reference));
        return problem;
    }
}
