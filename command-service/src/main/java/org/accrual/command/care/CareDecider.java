package org.accrual.command.care;

import org.accrual.command.care.CareCommand.TransferCare;
import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.CenterState;
import org.accrual.study.patient.PatientState;

final class CareDecider {
    private CareDecider() {}

    static Decision decide(CenterState center, PatientState patient, CareCommand command) {
        return switch (command) {
            case TransferCare transfer -> ClinicalRules.decide(center, patient, transfer.fact());
        };
    }
}
