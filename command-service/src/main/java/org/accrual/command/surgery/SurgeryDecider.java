package org.accrual.command.surgery;

import static org.accrual.command.intake.ClinicalRules.refusal;

import java.util.Optional;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.command.surgery.SurgeryCommand.PerformResection;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;

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
