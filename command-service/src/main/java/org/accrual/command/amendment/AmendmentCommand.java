package org.accrual.command.amendment;

import java.util.List;
import org.accrual.command.decision.ClinicalCommand;
import org.accrual.command.decision.CommandForm;
import org.accrual.command.decision.Subject;
import org.accrual.kernel.events.Amendment;
import org.accrual.kernel.events.Amendment.EventCorrected;
import org.accrual.kernel.events.Amendment.EventRetracted;

/** Corrections and retractions of what was recorded. */
public sealed interface AmendmentCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(CorrectEvent.class, EventCorrected.class, CorrectEvent::new),
            CommandForm.clinical(RetractEvent.class, EventRetracted.class, RetractEvent::new));

    Amendment fact();

    record CorrectEvent(Subject subject, EventCorrected fact) implements AmendmentCommand {}

    record RetractEvent(Subject subject, EventRetracted fact) implements AmendmentCommand {}
}
