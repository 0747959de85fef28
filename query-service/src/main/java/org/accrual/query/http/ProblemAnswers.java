package org.accrual.query.http;

import com.mongodb.MongoException;
import org.accrual.query.QueryServiceConfiguration;
import org.accrual.query.views.LogUnavailable;
import org.accrual.query.views.SpoiltView;
import org.accrual.query.views.ViewsUnavailable;
import org.accrual.study.words.InvalidValue;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidValue e) {
        return Unanswered.badValue(e.field(), e.getMessage()).answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException e) {
        return Unanswered.badParameter(e.getName(), "can't be '" + e.getValue() + "'")
                .answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notYet(ViewsUnavailable e) {
        return Problem.NOT_YET.answer(e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> noLog(LogUnavailable e) {
        LOG.warn("the log can't be read", e);
        return Problem.LOG_UNAVAILABLE.answer(e.getMessage());
    }

    /** The patient's own words may stand in the cause: it is for the log, not for whoever asked. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> spoilt(SpoiltView e) {
        LOG.error("ALARM: {}", e.getMessage());
        return Problem.VIEWS_UNAVAILABLE.answer(
                "A stored document can't be read. It was reported to whoever runs Accrual.");
    }

    /** What the driver says may name hosts: it is for the log, not for whoever asked. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> noViews(MongoException e) {
        LOG.warn("the views can't be read", e);
        return Problem.VIEWS_UNAVAILABLE.answer("The database of the views does not answer.");
    }
}
