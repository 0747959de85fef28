package org.accrual.command.amendment;

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
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;
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

    public record CorrectEvent(Subject subject, EventCorrected fact) implements SubjectCommand {
        @Override
        public List<StateOf<?, ?>> reads() {
            return renumbers()
                    ? List.of(
                            StudyStates.CENTER.of(chain()),
                            StudyStates.PATIENT.of(subject),
                            StudyStates.ROSTER.of(chain()))
                    : SubjectCommand.super.reads();
        }

        /** Whether the patient may get another subject number by it. */
        private boolean renumbers() {
            return fact.changes().stream().anyMatch(change -> change.field().equals(SUBJECT_NUMBER));
        }

        @Override
        public Decision decide(States states) {
            Roster roster = renumbers() ? states.get(StudyStates.ROSTER) : Roster.empty();
            return AmendmentDecider.correct(
                    states.get(StudyStates.CENTER), states.get(StudyStates.PATIENT), roster, fact);
        }
    }

    public record RetractEvent(Subject subject, EventRetracted fact) implements SubjectCommand {
        @Override
        public Decision decide(States states) {
            return AmendmentDecider.retract(states.get(StudyStates.CENTER), states.get(StudyStates.PATIENT), fact);
        }
    }
}
