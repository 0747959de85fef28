package org.accrual.command.disease;

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
final class DiseaseCommandHandler implements Feature {
    @Override
    public Class<DiseaseCommand> family() {
        return DiseaseCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return DiseaseCommand.FORMS;
    }

    @CommandHandler
    void handle(
            DiseaseCommand command,
            @InjectEntity(idProperty = "chain") CenterState center,
            @InjectEntity(idProperty = "subject") PatientState patient,
            EventAppender events) {
        Feature.record(DiseaseDecider.decide(center, patient, command), events);
    }
}
