package org.accrual.command.observation;

import java.util.List;
import org.accrual.command.decision.CommandForm;
import org.accrual.command.recording.Feature;
import org.accrual.kernel.center.CenterState;
import org.accrual.kernel.patient.PatientState;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;
import org.springframework.stereotype.Component;

@Component
final class ObservationCommandHandler implements Feature {
    @Override
    public Class<ObservationCommand> family() {
        return ObservationCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return ObservationCommand.FORMS;
    }

    @CommandHandler
    void handle(
            ObservationCommand command,
            @InjectEntity(idProperty = "chain") CenterState center,
            @InjectEntity(idProperty = "subject") PatientState patient,
            EventAppender events) {
        Feature.record(ObservationDecider.decide(center, patient, command), events);
    }
}
