package org.accrual.query.http;

import com.mongodb.MongoException;
import org.accrual.query.QueryServiceConfiguration;
import org.accrual.query.views.LogUnavailable;
import org.accrual.query.views.ViewsUnavailable;
import org.accrual.study.words.InvalidValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Every way in which this service's API gives no answer. 503 is the only one that is not the asker's to mend. */
@RestControllerAdvice(basePackageClasses = QueryServiceConfiguration.class)
@Order(0)
class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unanswered(Unanswered e) {
        return answer(e.problem(), e.getMessage(), e.field());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidValue e) {
        return answer(Problem.BAD_PARAMETER, e.getMessage(), e.field());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException e) {
        return answer(Problem.BAD_PARAMETER, e.getName() + " can't be '" + e.getValue() + "'", e.getName());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notYet(ViewsUnavailable e) {
        return answer(Problem.NOT_YET, e.getMessage(), null);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noLog(LogUnavailable e) {
        LOG.warn("the log can't be read", e);
        return answer(Problem.LOG_UNAVAILABLE, e.getMessage(), null);
    }

    /** What the driver says may name hosts: it is for the log, not for whoever asked. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noViews(MongoException e) {
        LOG.warn("the views can't be read", e);
        return answer(Problem.VIEWS_UNAVAILABLE, "The database of the views does not answer.", null);
    }

    private static ResponseEntity<ProblemDetail> answer(Problem problem, String detail, String field) {
        ProblemDetail body = problem.detail(detail);
        if (field != null) body.setProperty("field", field);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE)
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.body(body);
    }
}
