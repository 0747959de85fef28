package org.accrual.command.surgery;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Surgery.ResectionPerformed;

/** Operations. */
public sealed interface SurgeryCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS =
            List.of(CommandForm.clinical(PerformResection.class, ResectionPerformed.class, PerformResection::new));

    record PerformResection(Subject subject, ResectionPerformed fact) implements SurgeryCommand {}
}
