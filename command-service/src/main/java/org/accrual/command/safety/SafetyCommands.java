package org.accrual.command.safety;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.springframework.stereotype.Component;

/** Adverse events. */
@Component
public final class SafetyCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(RecordAdverseEvent.class, AdverseEventRecorded.class, RecordAdverseEvent::new));
    }

    public record RecordAdverseEvent(Subject subject, AdverseEventRecorded fact) implements ClinicalCommand {}
}
