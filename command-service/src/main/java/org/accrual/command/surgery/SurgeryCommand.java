package org.accrual.command.surgery;

import java.util.List;
import org.accrual.command.decision.ClinicalCommand;
import org.accrual.command.decision.CommandForm;
import org.accrual.command.decision.Subject;
import org.accrual.kernel.events.Surgery.ResectionPerformed;

/** Operations. */
public sealed interface SurgeryCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS =
            List.of(CommandForm.clinical(PerformResection.class, ResectionPerformed.class, PerformResection::new));

    record PerformResection(Subject subject, ResectionPerformed fact) implements SurgeryCommand {}
}
