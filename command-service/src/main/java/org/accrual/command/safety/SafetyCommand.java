package org.accrual.command.safety;

import java.util.List;
import org.accrual.command.decision.ClinicalCommand;
import org.accrual.command.decision.CommandForm;
import org.accrual.command.decision.Subject;
import org.accrual.kernel.events.Safety.AdverseEventRecorded;

/** Adverse events. */
public sealed interface SafetyCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(RecordAdverseEvent.class, AdverseEventRecorded.class, RecordAdverseEvent::new));

    record RecordAdverseEvent(Subject subject, AdverseEventRecorded fact) implements SafetyCommand {}
}
