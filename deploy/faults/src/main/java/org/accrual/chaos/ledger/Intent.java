package org.accrual.chaos.ledger;

/**
 * What a command is meant to do, as far as a rule speaks of it that two racing commands could break. Patients' payloads
 * are encrypted, so the auditor knows from here what an accepted event says.
 */
public sealed interface Intent {
    /** Nothing that could contradict another command. */
    record Plain() implements Intent {}

    /** A subject number belongs to one patient of its center. */
    record Enrol(String center, String subjectNumber) implements Intent {}

    /** A correction states the value that stands: the next one of the same field must start from what this one leaves. */
    record Increment(String targetEvent, int from) implements Intent {}

    /** An agent has one open course at a time, and in these runs nobody ever stops one. */
    record StartCourse(String patient, String agent) implements Intent {}

    /** A patient dies once, and nothing happens to them later. */
    record Die(String patient) implements Intent {}

    /** Dated after any {@link Die}: of the two, one at most can be accepted. */
    record BeSeenLater(String patient) implements Intent {}
}
