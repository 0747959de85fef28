package org.accrual.command.observation;

import org.accrual.command.decision.ClinicalRules;
import org.accrual.command.decision.Decision;
import org.accrual.command.observation.ObservationCommand.RecordObservation;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.patient.PatientState;

final class ObservationDecider {
    private ObservationDecider() {}

    static Decision decide(CenterState center, PatientState patient, ObservationCommand command) {
        return switch (command) {
            case RecordObservation observation -> ClinicalRules.decide(center, patient, observation.fact());
        };
    }
}
