package org.accrual.command.safety;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Safety.AdverseEventRecorded;

/** Adverse events. */
public sealed interface SafetyCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(RecordAdverseEvent.class, AdverseEventRecorded.class, RecordAdverseEvent::new));

    record RecordAdverseEvent(Subject subject, AdverseEventRecorded fact) implements SafetyCommand {}
}
