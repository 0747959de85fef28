package org.accrual.command.intake.http;

import org.accrual.command.eventstore.AppendConflict;
import org.accrual.command.eventstore.DuplicateCommandException;
import org.accrual.command.eventstore.EventStoreFailure;
import org.accrual.command.eventstore.OutcomeUnknown;
import org.accrual.command.eventstore.RecordNotAuthorized;
import org.accrual.command.eventstore.RecordTooLarge;
import org.accrual.command.eventstore.StoreUnavailable;
import org.accrual.command.eventstore.keys.ErasedPatient;
import org.accrual.command.intake.CommandRefused;
import org.accrual.log.keys.MissingKeyException;
import org.accrual.log.keys.UnreadableKeyException;
import org.accrual.log.keys.UnreadablePayloadException;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every way in which a command is not recorded, as an answer. 503 is the only one that is not the sender's to mend. */
@RestControllerAdvice(assignableTypes = CommandEndpoint.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(CommandRefused e) {
        return answer(Problems.of(e.refusal()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(EventStoreFailure e) {
        return switch (e) {
            case AppendConflict _ -> later("conflict", "Others keep changing what the command decides on.", e);
            case OutcomeUnknown _ ->
                later("outcome-unknown", "Whether the command was recorded is not known yet: the same key tells.", e);
            case StoreUnavailable _ -> later("store-unavailable", "The log can't be written or read now.", e);
            case RecordNotAuthorized _ -> later("store-unavailable", "The log refuses this service.", e);
            case RecordTooLarge _ -> answer(Problems.of(Refusal.of(Reason.BODY_TOO_LARGE, e.getMessage())));
            case DuplicateCommandException _ ->
                throw new IllegalStateException("a command recorded before has an answer", e);
        };
    }

    /** The alarm is raised where the key was looked for; the patient is neither empty nor gone. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingKeyException e) {
        return later("patient-key-missing", "The patient's key is missing, so the patient can't be read now.", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadableKeyException e) {
        return later(
                "patient-key-unreadable", "The patient's key can't be opened, nor can the patient be read now.", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(UnreadablePayloadException e) {
        LOG.error("ALARM: {}; run deploy/verify", e.getMessage());
        return later("event-unreadable", "An event of the patient can't be decrypted.", e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> erased(ErasedPatient e) {
        return answer(Problems.of(new Refusal(Reason.PATIENT_UNKNOWN, e.getMessage(), "patient")));
    }

    private static ResponseEntity<ProblemDetail> later(String slug, String title, RuntimeException e) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, slug, title, e.getMessage()));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
