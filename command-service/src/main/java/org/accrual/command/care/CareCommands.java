package org.accrual.command.care;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Care.CareTransferred;
import org.springframework.stereotype.Component;

/** Where a patient is treated. */
@Component
public final class CareCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(CommandForm.clinical(TransferCare.class, CareTransferred.class, TransferCare::new));
    }

    public record TransferCare(Subject subject, CareTransferred fact) implements ClinicalCommand {}
}
