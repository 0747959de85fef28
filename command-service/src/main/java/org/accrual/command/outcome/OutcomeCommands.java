package org.accrual.command.outcome;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.springframework.stereotype.Component;

/** How a patient fares in the end. */
@Component
public final class OutcomeCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(RecordFollowUp.class, FollowUpRecorded.class, RecordFollowUp::new),
                CommandForm.clinical(RecordDeath.class, DeathRecorded.class, RecordDeath::new));
    }

    public record RecordFollowUp(Subject subject, FollowUpRecorded fact) implements ClinicalCommand {}

    public record RecordDeath(Subject subject, DeathRecorded fact) implements ClinicalCommand {}
}
