package org.accrual.command.intake;

import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.accrual.web.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Refusals as problems; the one table from a reason to a status. */
final class Problems {
    private Problems() {}

    static ProblemDetail of(Refusal refusal) {
        Reason reason = refusal.reason();
        ProblemDetail problem = Problem.of(status(reason), reason.slug(), reason.sentence(), refusal.detail());
        problem.setProperty("reason", reason.name());
        if (refusal.field() != null) problem.setProperty("field", refusal.field());
        return problem;
    }

    /** 409 where the state as it is stands in the way and a look at it helps; 422 where the fact itself can't be. */
    static HttpStatus status(Reason reason) {
        return switch (reason) {
            case MALFORMED_JSON, IDEMPOTENCY_KEY_MISSING -> HttpStatus.BAD_REQUEST;
            case NOT_PERMITTED -> HttpStatus.FORBIDDEN;
            case UNKNOWN_COMMAND -> HttpStatus.NOT_FOUND;
            case BODY_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case STUDY_ALREADY_OPEN,
                    CENTER_ALREADY_ACTIVE,
                    SUBJECT_NUMBER_TAKEN,
                    DEATH_ALREADY_RECORDED,
                    COURSE_ALREADY_OPEN,
                    VALUE_HAS_CHANGED,
                    ALREADY_RETRACTED,
                    CENTER_LOCKED,
                    PATIENT_LOCKED,
                    EVENT_FROZEN,
                    ALREADY_LOCKED,
                    NOT_LOCKED,
                    QUERY_NOT_OPEN,
                    QUERY_STILL_OPEN,
                    IDEMPOTENCY_KEY_REUSED -> HttpStatus.CONFLICT;
            case STUDY_NOT_OPEN,
                    CENTER_NOT_ACTIVE,
                    PATIENT_UNKNOWN,
                    EVENT_UNKNOWN,
                    QUERY_UNKNOWN,
                    NOT_A_RESECTION,
                    BEFORE_ITS_RESECTION,
                    BEFORE_BIRTH,
                    AFTER_DEATH,
                    LATER_EVENTS_EXIST,
                    NO_COURSE,
                    NO_EARLIER_COURSE,
                    NOT_ON_THERAPY,
                    THERAPY_ALREADY_STARTED,
                    RESIDUAL_AFTER_R0,
                    FIELD_UNKNOWN,
                    CHANGES_NOTHING,
                    ENROLMENT_STANDS,
                    ANCHORS_IN_A_CIRCLE,
                    INVALID_VALUE -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
