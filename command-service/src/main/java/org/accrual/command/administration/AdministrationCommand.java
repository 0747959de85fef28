package org.accrual.command.administration;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.command.intake.Address;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandForm;
import org.accrual.study.access.Action;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

/** What study administrators order. */
public sealed interface AdministrationCommand extends Command {
    List<CommandForm<?, ?>> FORMS = List.of(
            new CommandForm<>(
                    OpenStudy.class, Action.ADMINISTER_STUDY, Address.OfStudy.class, StudyOpened.class, OpenStudy::new),
            new CommandForm<>(
                    ActivateCenter.class,
                    Action.ADMINISTER_STUDY,
                    Address.OfCenter.class,
                    CenterActivated.class,
                    ActivateCenter::new));

    StudyId study();

    @Override
    default PatientId patient(Supplier<PatientId> ids) {
        return null;
    }

    record OpenStudy(Address.OfStudy at, StudyOpened fact) implements AdministrationCommand {
        @Override
        public StudyId study() {
            return at.study();
        }

        @Override
        public ChainId chain() {
            return at.chain();
        }
    }

    record ActivateCenter(Address.OfCenter at, CenterActivated fact) implements AdministrationCommand {
        @Override
        public StudyId study() {
            return at.study();
        }

        @Override
        public ChainId chain() {
            return at.chain();
        }
    }
}
