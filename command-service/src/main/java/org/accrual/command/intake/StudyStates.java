package org.accrual.command.intake;

import java.util.List;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.StateKind;
import org.accrual.log.format.ChainKey;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.events.Administration;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Review;
import org.accrual.study.patient.PatientState;
import org.accrual.study.review.LockState;
import org.accrual.study.words.ChainId;

/** The states that commands of several features read. */
public final class StudyStates {
    /** A patient's clinical record. */
    public static final StateKind<Subject, PatientState> PATIENT = StateKind.of(
            Subject.class,
            PatientState.class,
            PatientState.empty(),
            PatientState::evolve,
            subject ->
                    ChainTags.patient(inLog(subject.chain()), subject.patient().toString()));

    /** Whether that record may still be written. */
    public static final StateKind<Subject, LockState> LOCK = StateKind.of(
            Subject.class,
            LockState.class,
            LockState.empty(),
            LockState::evolve,
            subject ->
                    ChainTags.patient(inLog(subject.chain()), subject.patient().toString()),
            Review.Lock.class);

    /** The center itself; empty for what concerns the study. */
    public static final StateKind<ChainId, CenterState> CENTER = StateKind.of(
            ChainId.class,
            CenterState.class,
            CenterState.empty(),
            CenterState::evolve,
            center -> ChainTags.itself(inLog(center)),
            Administration.OfCenter.class);

    /**
     * Whatever gives a subject number: enrolments, and corrections of them. Read only where it matters: a decision that
     * has read it conflicts with every enrolment of the center.
     */
    public static final StateKind<ChainId, Roster> ROSTER = StateKind.of(
            ChainId.class,
            Roster.class,
            Roster.empty(),
            Roster::evolve,
            center -> ChainTags.wholeChain(inLog(center)),
            PatientEnrolled.class,
            EventCorrected.class);

    static final List<StateKind<?, ?>> ALL = List.of(PATIENT, LOCK, CENTER, ROSTER);

    private StudyStates() {}

    public static ChainKey inLog(ChainId chain) {
        return new ChainKey(chain.toString());
    }
}
