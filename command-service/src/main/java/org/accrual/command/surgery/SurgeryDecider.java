package org.accrual.command.surgery;

import static org.accrual.command.decision.ClinicalRules.refusal;

import java.util.Optional;
import org.accrual.command.decision.ClinicalRules;
import org.accrual.command.decision.Decision;
import org.accrual.command.surgery.SurgeryCommand.PerformResection;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.events.Surgery.ResectionPerformed;
import org.accrual.kernel.language.Reason;
import org.accrual.kernel.language.Refusal;
import org.accrual.kernel.patient.PatientState;

final class SurgeryDecider {
    private SurgeryDecider() {}

    static Decision decide(CenterState center, PatientState patient, SurgeryCommand command) {
        return switch (command) {
            case PerformResection resection ->
                ClinicalRules.decide(center, patient, resection.fact(), _ -> residual(resection.fact()));
        };
    }

    private static Optional<Refusal> residual(ResectionPerformed resection) {
        return resection.leavesTumorDespiteR0()
                ? refusal(
                        Reason.RESIDUAL_AFTER_R0,
                        "The margin is R0, yet " + resection.residualMm() + " mm of tumor are said to be left.",
                        "residualMm")
                : Optional.empty();
    }
}
