package org.accrual.command.care;

import org.accrual.command.care.CareCommand.TransferCare;
import org.accrual.command.decision.ClinicalRules;
import org.accrual.command.decision.Decision;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.patient.PatientState;

final class CareDecider {
    private CareDecider() {}

    static Decision decide(CenterState center, PatientState patient, CareCommand command) {
        return switch (command) {
            case TransferCare transfer -> ClinicalRules.decide(center, patient, transfer.fact());
        };
    }
}
