package org.accrual.command.amendment;

import java.util.ArrayList;
import java.util.List;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Decision;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.StudyStates;
import org.accrual.command.intake.Subject;
import org.accrual.command.intake.SubjectCommand;
import org.accrual.study.administration.Roster;
import org.accrual.study.events.Amendment;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.review.LockState;
import org.accrual.study.rules.Admission;
import org.springframework.stereotype.Component;

/** Corrections and retractions of what was recorded. */
@Component
public final class AmendmentCommands implements Feature {
    private static final String SUBJECT_NUMBER = "subjectNumber";

    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(CorrectEvent.class, EventCorrected.class, CorrectEvent::new),
                CommandForm.clinical(RetractEvent.class, EventRetracted.class, RetractEvent::new));
    }

    /** Nothing is amended where the record is locked, or the event frozen. */
    private interface AmendmentCommand extends SubjectCommand {
        Amendment fact();

        Decision decideOpen(States states);

        @Override
        default List<StateOf<?, ?>> reads() {
            return List.of(
                    StudyStates.CENTER.of(chain()), StudyStates.PATIENT.of(subject()), StudyStates.LOCK.of(subject()));
        }

        @Override
        default Decision decide(States states) {
            LockState lock = states.get(StudyStates.LOCK);
            return Admission.patientIsEnrolled(states.get(StudyStates.CENTER), states.get(StudyStates.PATIENT))
                    .or(() -> Admission.recordIsOpen(states.get(StudyStates.CENTER), lock))
                    .or(() -> Admission.eventIsNotFrozen(lock, fact().target()))
                    .<Decision>map(Decision.Refused::new)
                    .orElseGet(() -> decideOpen(states));
        }
    }

    public record CorrectEvent(Subject subject, EventCorrected fact) implements AmendmentCommand {
        @Override
        public List<StateOf<?, ?>> reads() {
            var states = new ArrayList<>(AmendmentCommand.super.reads());
            if (renumbers()) states.add(StudyStates.ROSTER.of(chain()));
            return states;
        }

        /** Whether the patient may get another subject number by it. */
        private boolean renumbers() {
            return fact.changes().stream().anyMatch(change -> change.field().equals(SUBJECT_NUMBER));
        }

        @Override
        public Decision decideOpen(States states) {
            Roster roster = renumbers() ? states.get(StudyStates.ROSTER) : Roster.empty();
            return AmendmentDecider.correct(states.get(StudyStates.PATIENT), roster, fact);
        }
    }

    public record RetractEvent(Subject subject, EventRetracted fact) implements AmendmentCommand {
        @Override
        public Decision decideOpen(States states) {
            return AmendmentDecider.retract(states.get(StudyStates.PATIENT), fact);
        }
    }
}
