package org.accrual.command.observation;

import org.accrual.command.intake.ClinicalRules;
import org.accrual.command.intake.Decision;
import org.accrual.command.observation.ObservationCommand.RecordObservation;
import org.accrual.study.administration.CenterState;
import org.accrual.study.patient.PatientState;

final class ObservationDecider {
    private ObservationDecider() {}

    static Decision decide(CenterState center, PatientState patient, ObservationCommand command) {
        return switch (command) {
            case RecordObservation observation -> ClinicalRules.decide(center, patient, observation.fact());
        };
    }
}
