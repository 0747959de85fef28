package org.accrual.command.administration;

import java.util.List;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.StudyState;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;
import org.springframework.stereotype.Component;

@Component
final class AdministrationCommandHandler implements Feature {
    @Override
    public Class<AdministrationCommand> family() {
        return AdministrationCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return AdministrationCommand.FORMS;
    }

    @CommandHandler
    void handle(
            AdministrationCommand command,
            @InjectEntity(idProperty = "study") StudyState study,
            @InjectEntity(idProperty = "chain") CenterState center,
            EventAppender events) {
        Feature.record(AdministrationDecider.decide(study, center, command), events);
    }
}
