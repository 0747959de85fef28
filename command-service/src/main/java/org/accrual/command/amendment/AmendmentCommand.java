package org.accrual.command.amendment;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Amendment;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.events.Amendment.EventRetracted;

/** Corrections and retractions of what was recorded. */
public sealed interface AmendmentCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(CorrectEvent.class, EventCorrected.class, CorrectEvent::new),
            CommandForm.clinical(RetractEvent.class, EventRetracted.class, RetractEvent::new));

    Amendment fact();

    /** Whether the patient may get another subject number by it. */
    boolean renumbers();

    record CorrectEvent(Subject subject, EventCorrected fact) implements AmendmentCommand {
        private static final String SUBJECT_NUMBER = "subjectNumber";

        @Override
        public boolean renumbers() {
            return fact.changes().stream().anyMatch(change -> change.field().equals(SUBJECT_NUMBER));
        }
    }

    record RetractEvent(Subject subject, EventRetracted fact) implements AmendmentCommand {
        @Override
        public boolean renumbers() {
            return false;
        }
    }
}
