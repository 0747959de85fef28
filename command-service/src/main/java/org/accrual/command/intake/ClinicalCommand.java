package org.accrual.command.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.rules.Admission;
import org.accrual.study.rules.Rule;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Refusal;

/**
 * A new clinical fact of a patient. It is recorded unless it breaks one of the {@linkplain Rule rules} of the record:
 * a feature has nothing to decide.
 */
public interface ClinicalCommand extends SubjectCommand {
    /** Stands for the fact under decision, which has no id of its own yet: the UUID that no event ever gets. */
    EventId CANDIDATE = new EventId(new UUID(-1, -1));

    /** As it is judged. */
    ClinicalEvent fact();

    /**
     * As it is recorded: the same, unless something in it follows from the others.
     *
     * @param record with the fact, called {@link #CANDIDATE} there
     */
    default ClinicalEvent recorded(Timeline record) {
        return fact();
    }

    @Override
    default List<StateOf<?, ?>> reads() {
        return List.of(
                StudyStates.CENTER.of(chain()), StudyStates.PATIENT.of(subject()), StudyStates.LOCK.of(subject()));
    }

    @Override
    default Decision decide(States states) {
        PatientState patient = states.get(StudyStates.PATIENT);
        CenterState center = states.get(StudyStates.CENTER);
        Optional<Refusal> closed = Admission.patientIsEnrolled(center, patient)
                .or(() -> Admission.recordIsOpen(center, states.get(StudyStates.LOCK)));
        if (closed.isPresent()) return new Decision.Refused(closed.get());
        Timeline record = patient.timelineWith(CANDIDATE, fact());
        return Rule.objection(record, CANDIDATE)
                .<Decision>map(Decision.Refused::new)
                .orElseGet(() -> new Decision.Accepted(recorded(record)));
    }
}
