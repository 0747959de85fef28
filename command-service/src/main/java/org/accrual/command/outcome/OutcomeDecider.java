package org.accrual.command.outcome;

import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.command.outcome.OutcomeCommand.RecordDeath;
import org.accrual.command.outcome.OutcomeCommand.RecordFollowUp;
import org.accrual.study.administration.CenterState;
import org.accrual.study.patient.PatientState;

final class OutcomeDecider {
    private OutcomeDecider() {}

    static Decision decide(CenterState center, PatientState patient, OutcomeCommand command) {
        return switch (command) {
            case RecordFollowUp followUp -> ClinicalRules.decide(center, patient, followUp.fact());
            case RecordDeath death -> ClinicalRules.decide(center, patient, death.fact());
        };
    }
}
