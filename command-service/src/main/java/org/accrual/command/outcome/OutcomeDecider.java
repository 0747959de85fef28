package org.accrual.command.outcome;

import org.accrual.command.decision.ClinicalRules;
import org.accrual.command.decision.Decision;
import org.accrual.command.outcome.OutcomeCommand.RecordDeath;
import org.accrual.command.outcome.OutcomeCommand.RecordFollowUp;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.patient.PatientState;

final class OutcomeDecider {
    private OutcomeDecider() {}

    static Decision decide(CenterState center, PatientState patient, OutcomeCommand command) {
        return switch (command) {
            case RecordFollowUp followUp -> ClinicalRules.decide(center, patient, followUp.fact());
            case RecordDeath death -> ClinicalRules.decide(center, patient, death.fact());
        };
    }
}
