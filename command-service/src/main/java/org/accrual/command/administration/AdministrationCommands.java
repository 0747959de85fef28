package org.accrual.command.administration;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.command.eventstore.axon.ChainTags;
import org.accrual.command.eventstore.axon.StateKind;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.command.intake.Address;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Decision;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.StudyStates;
import org.accrual.study.access.Action;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration;
import org.accrual.study.events.Administration.CenterActivated;
import org.accrual.study.events.Administration.StudyOpened;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.springframework.stereotype.Component;

/** What study administrators order. */
@Component
public final class AdministrationCommands implements Feature {
    /** As far as the study's chain is known here. */
    static final StateKind<StudyId, StudyState> STUDY = StateKind.of(
            StudyId.class,
            StudyState.class,
            StudyState.empty(),
            StudyState::evolve,
            study -> ChainTags.itself(StudyStates.inLog(ChainId.ofStudy(study))),
            Administration.OfStudy.class);

    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                new CommandForm<>(
                        OpenStudy.class,
                        Action.ADMINISTER_STUDY,
                        Address.OfStudy.class,
                        StudyOpened.class,
                        OpenStudy::new),
                new CommandForm<>(
                        ActivateCenter.class,
                        Action.ADMINISTER_STUDY,
                        Address.OfCenter.class,
                        CenterActivated.class,
                        ActivateCenter::new));
    }

    @Override
    public List<StateKind<?, ?>> states() {
        return List.of(STUDY);
    }

    public record OpenStudy(Address.OfStudy at, StudyOpened fact) implements Command {
        @Override
        public ChainId chain() {
            return at.chain();
        }

        @Override
        public PatientId patient(Supplier<PatientId> ids) {
            return null;
        }

        @Override
        public List<StateOf<?, ?>> reads() {
            return List.of(STUDY.of(at.study()));
        }

        @Override
        public Decision decide(States states) {
            return AdministrationDecider.open(states.get(STUDY), this);
        }
    }

    public record ActivateCenter(Address.OfCenter at, CenterActivated fact) implements Command {
        @Override
        public ChainId chain() {
            return at.chain();
        }

        @Override
        public PatientId patient(Supplier<PatientId> ids) {
            return null;
        }

        @Override
        public List<StateOf<?, ?>> reads() {
            return List.of(STUDY.of(at.study()), StudyStates.CENTER.of(chain()));
        }

        @Override
        public Decision decide(States states) {
            return AdministrationDecider.activate(states.get(STUDY), states.get(StudyStates.CENTER), this);
        }
    }
}
