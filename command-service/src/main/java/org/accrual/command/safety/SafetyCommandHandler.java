package org.accrual.command.safety;

import java.util.List;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.study.administration.CenterState;
import org.accrual.study.patient.PatientState;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;
import org.springframework.stereotype.Component;

@Component
final class SafetyCommandHandler implements Feature {
    @Override
    public Class<SafetyCommand> family() {
        return SafetyCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return SafetyCommand.FORMS;
    }

    @CommandHandler
    void handle(
            SafetyCommand command,
            @InjectEntity(idProperty = "chain") CenterState center,
            @InjectEntity(idProperty = "subject") PatientState patient,
            EventAppender events) {
        Feature.record(SafetyDecider.decide(center, patient, command), events);
    }
}
