package org.accrual.command.safety;

import org.accrual.command.decision.ClinicalRules;
import org.accrual.command.decision.Decision;
import org.accrual.command.safety.SafetyCommand.RecordAdverseEvent;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.patient.PatientState;

final class SafetyDecider {
    private SafetyDecider() {}

    static Decision decide(CenterState center, PatientState patient, SafetyCommand command) {
        return switch (command) {
            case RecordAdverseEvent adverse -> ClinicalRules.decide(center, patient, adverse.fact());
        };
    }
}
