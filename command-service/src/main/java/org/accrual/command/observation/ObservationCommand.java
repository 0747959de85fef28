package org.accrual.command.observation;

import java.util.List;
import org.accrual.command.intake.ClinicalCommand;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Subject;
import org.accrual.study.events.Observation.ObservationRecorded;

/** Coded items that have no command of their own. */
public sealed interface ObservationCommand extends ClinicalCommand {
    List<CommandForm<?, ?>> FORMS =
            List.of(CommandForm.clinical(RecordObservation.class, ObservationRecorded.class, RecordObservation::new));

    record RecordObservation(Subject subject, ObservationRecorded fact) implements ObservationCommand {}
}
