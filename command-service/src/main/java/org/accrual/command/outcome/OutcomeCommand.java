package org.accrual.command.outcome;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Outcome.FollowUpRecorded;

/** How a patient fares in the end. */
public sealed interface OutcomeCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS = List.of(
            CommandForm.clinical(RecordFollowUp.class, FollowUpRecorded.class, RecordFollowUp::new),
            CommandForm.clinical(RecordDeath.class, DeathRecorded.class, RecordDeath::new));

    record RecordFollowUp(Subject subject, FollowUpRecorded fact) implements OutcomeCommand {}

    record RecordDeath(Subject subject, DeathRecorded fact) implements OutcomeCommand {}
}
