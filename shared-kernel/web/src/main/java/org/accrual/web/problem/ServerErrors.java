package org.accrual.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server reports after no controller had a say: a status that a filter set, or an error that got through. */
@Controller
class ServerErrors implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
        HttpStatus status = status(request);
        if (status.is5xxServerError() && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable e)
            return Problem.answer(OtherProblems.internalError(e, request));
        return Problem.answer(problem(status));
    }

    private static ProblemDetail problem(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> Problem.NOT_AUTHENTICATED.detail(null);
            case FORBIDDEN -> Problem.NOT_PERMITTED.detail(null);
            case NOT_FOUND -> Problem.NOT_FOUND.detail(null);
            case BAD_REQUEST -> Problem.BAD_PARAMETER.detail("The request can't be read.");
            case INTERNAL_SERVER_ERROR -> Problem.INTERNAL_ERROR.detail(null);
            default -> ProblemDetail.forStatus(status);
        };
    }

    /** Whoever opens this address by hand finds nothing there. */
    private static HttpStatus status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
    }
}
