package org.accrual.command.care;

import java.util.List;
import org.accrual.command.decision.ClinicalCommand;
import org.accrual.command.decision.CommandForm;
import org.accrual.command.decision.Subject;
import org.accrual.kernel.events.Care.CareTransferred;

/** Where a patient is treated. */
public sealed interface CareCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS =
            List.of(CommandForm.clinical(TransferCare.class, CareTransferred.class, TransferCare::new));

    record TransferCare(Subject subject, CareTransferred fact) implements CareCommand {}
}
