package org.accrual.command.care;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Care.CareTransferred;

/** Where a patient is treated. */
public sealed interface CareCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS =
            List.of(CommandForm.clinical(TransferCare.class, CareTransferred.class, TransferCare::new));

    record TransferCare(Subject subject, CareTransferred fact) implements CareCommand {}
}
