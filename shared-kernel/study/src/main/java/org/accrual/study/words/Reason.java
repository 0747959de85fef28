package org.accrual.study.words;

import java.util.Locale;

/** Why something is refused: a name for programs and the rule's sentence for people. */
public enum Reason {
    NOT_PERMITTED("The actor's role, study or center does not allow this."),
    STUDY_NOT_OPEN("A study is opened before anything else happens in it."),
    STUDY_ALREADY_OPEN("A study is opened once."),
    CENTER_NOT_ACTIVE("A center is activated before its patients are enrolled."),
    CENTER_ALREADY_ACTIVE("A center is activated once."),
    SUBJECT_NUMBER_TAKEN("A subject number belongs to one patient of the center."),
    PATIENT_UNKNOWN("A patient is enrolled at the center before anything is recorded of them."),
    EVENT_UNKNOWN("A command refers only to events of its own patient that still stand."),
    NOT_A_RESECTION("A recurrence follows a resection."),
    BEFORE_ITS_RESECTION("A recurrence is not earlier than the resection it follows."),
    BEFORE_BIRTH("Nothing happens to a patient before birth."),
    AFTER_DEATH("Nothing happens to a patient after death."),
    DEATH_ALREADY_RECORDED("A patient dies once."),
    LATER_EVENTS_EXIST("A death is not earlier than what is known to have happened later."),
    COURSE_ALREADY_OPEN("An agent has one open course at a time."),
    NO_COURSE("Only a therapy that was started can be changed or stopped."),
    NO_EARLIER_COURSE("A re-challenge follows an earlier course."),
    NOT_ON_THERAPY("A fact on therapy needs a course that can contain its date."),
    THERAPY_ALREADY_STARTED("A fact before therapy is not later than the therapy's start."),
    RESIDUAL_AFTER_R0("R0 means that no tumor was left."),
    VALUE_HAS_CHANGED("A correction states the value that stands now."),
    FIELD_UNKNOWN("A correction names fields of the event that it corrects."),
    CHANGES_NOTHING("A correction changes something."),
    ALREADY_RETRACTED("What is retracted can't be amended."),
    ENROLMENT_STANDS("An enrolment is corrected, not retracted."),
    ANCHORS_IN_A_CIRCLE("A date does not count from itself."),
    CENTER_LOCKED("Nothing clinical is recorded or amended while the center is locked."),
    PATIENT_LOCKED("Nothing clinical is recorded or amended while the patient is locked."),
    EVENT_FROZEN("A frozen event is not amended."),
    ALREADY_LOCKED("What is locked or frozen can't be locked or frozen once more."),
    NOT_LOCKED("Only what is locked or frozen can be opened again."),
    QUERY_UNKNOWN("A command refers only to queries of its own patient."),
    QUERY_NOT_OPEN("Only an open query is answered, an open or answered one closed or cancelled."),
    QUERY_STILL_OPEN("Only an answered or closed query is reopened."),
    INVALID_VALUE("Each field holds a value of its kind."),
    MALFORMED_JSON("The body is one JSON object in UTF-8 with each field once."),
    UNKNOWN_COMMAND("The address names a command."),
    BODY_TOO_LARGE("A command's body has a limit."),
    UNSUPPORTED_MEDIA_TYPE("A command's body is application/json."),
    IDEMPOTENCY_KEY_MISSING("Every command carries an Idempotency-Key, a UUID."),
    IDEMPOTENCY_KEY_REUSED("An idempotency key belongs to one body.");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** The rule that was hurt, as a sentence. */
    public String sentence() {
        return sentence;
    }

    /** The name as it stands in addresses: {@code course-already-open}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
