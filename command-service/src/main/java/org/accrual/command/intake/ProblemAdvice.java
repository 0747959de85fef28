package org.accrual.command.intake;

import org.accrual.command.eventstore.AppendConflict;
import org.accrual.command.eventstore.DuplicateCommandException;
import org.accrual.command.eventstore.EventStoreFailure;
import org.accrual.command.eventstore.OutcomeUnknown;
import org.accrual.command.eventstore.RecordNotAuthorized;
import org.accrual.command.eventstore.RecordTooLarge;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.command.eventstore.keys.ErasedPatient;
import org.accrual.log.keys.MissingKeyException;
import org.accrual.log.keys.UnreadableKeyException;
import org.accrual.log.keys.UnreadablePayloadException;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.accrual.web.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every way in which a command is not recorded, as an answer. 503 is the only one that is not the sender's to mend. */
@RestControllerAdvice(assignableTypes = CommandEndpoint.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(CommandRefused e) {
        return Problem.answer(Problems.of(e.refusal()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(EventStoreFailure e) {
        return switch (e) {
            case AppendConflict _ -> later(Problem.CONFLICT, e);
            case OutcomeUnknown _ -> later(Problem.OUTCOME_UNKNOWN, e);
            case StoreUnavailable _ -> later(Problem.STORE_UNAVAILABLE, e);
            case RecordNotAuthorized _ -> later(Problem.STORE_UNAVAILABLE, e);
            case RecordTooLarge _ -> Problem.answer(Problems.of(Refusal.of(Reason.BODY_TOO_LARGE, e.getMessage())));
            case DuplicateCommandException _ ->
                throw new IllegalStateException("a command recorded before has an answer", e);
        };
    }

    /** The alarm is raised where the key was looked for; the patient is neither empty nor gone. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingKeyException e) {
        return later(Problem.PATIENT_KEY_MISSING, e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadableKeyException e) {
        return later(Problem.PATIENT_KEY_UNREADABLE, e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadablePayloadException e) {
        LOG.error("ALARM: {}; run deploy/verify", e.getMessage());
        return later(Problem.EVENT_UNREADABLE, e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> erased(ErasedPatient e) {
        return Problem.answer(Problems.of(new Refusal(Reason.PATIENT_UNKNOWN, e.getMessage(), "patient")));
    }

    private static ResponseEntity<ProblemDetail> later(Problem problem, RuntimeException e) {
        return problem.answer(e.getMessage());
    }
}
