package org.accrual.command.enrollment;

import java.util.List;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.annotation.InjectEntity;
import org.springframework.stereotype.Component;

@Component
final class EnrollmentCommandHandler implements Feature {
    @Override
    public Class<EnrollmentCommand> family() {
        return EnrollmentCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return EnrollmentCommand.FORMS;
    }

    @CommandHandler
    void handle(
            EnrollmentCommand command,
            @InjectEntity(idProperty = "chain") CenterState center,
            @InjectEntity(idProperty = "chain") Roster roster,
            EventAppender events) {
        Feature.record(EnrollmentDecider.decide(center, roster, command), events);
    }
}
