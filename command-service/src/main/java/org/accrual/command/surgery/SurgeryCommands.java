package org.accrual.command.surgery;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.springframework.stereotype.Component;

/** Operations. */
@Component
public final class SurgeryCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(CommandForm.clinical(PerformResection.class, ResectionPerformed.class, PerformResection::new));
    }

    public record PerformResection(Subject subject, ResectionPerformed fact) implements ClinicalCommand {}
}
