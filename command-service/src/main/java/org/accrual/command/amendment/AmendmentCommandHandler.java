package org.accrual.command.amendment;

import java.util.List;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Feature;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.patient.PatientState;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.annotation.InjectEntity;
import org.springframework.stereotype.Component;

@Component
final class AmendmentCommandHandler implements Feature {
    @Override
    public Class<AmendmentCommand> family() {
        return AmendmentCommand.class;
    }

    @Override
    public List<CommandForm<?, ?>> forms() {
        return AmendmentCommand.FORMS;
    }

    @CommandHandler
    void handle(
            AmendmentCommand command,
            @InjectEntity(idProperty = "chain") CenterState center,
            @InjectEntity(idProperty = "subject") PatientState patient,
            StateManager states,
            ProcessingContext context,
            EventAppender events) {
        // Read only where it matters: a decision that has read it conflicts with every enrolment of the center.
        Roster roster = command.renumbers()
                ? states.loadEntity(Roster.class, command.chain(), context).join()
                : Roster.empty();
        Feature.record(AmendmentDecider.decide(center, patient, roster, command), events);
    }
}
