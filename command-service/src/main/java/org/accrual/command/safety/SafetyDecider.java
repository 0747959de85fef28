package org.accrual.command.safety;

import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.command.safety.SafetyCommand.RecordAdverseEvent;
import org.accrual.study.administration.CenterState;
import org.accrual.study.patient.PatientState;

final class SafetyDecider {
    private SafetyDecider() {}

    static Decision decide(CenterState center, PatientState patient, SafetyCommand command) {
        return switch (command) {
            case RecordAdverseEvent adverse -> ClinicalRules.decide(center, patient, adverse.fact());
        };
    }
}
