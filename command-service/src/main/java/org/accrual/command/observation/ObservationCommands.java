package org.accrual.command.observation;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Observation.ObservationRecorded;
import org.springframework.stereotype.Component;

/** Coded items that have no command of their own. */
@Component
public final class ObservationCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                CommandForm.clinical(RecordObservation.class, ObservationRecorded.class, RecordObservation::new));
    }

    public record RecordObservation(Subject subject, ObservationRecorded fact) implements ClinicalCommand {}
}
