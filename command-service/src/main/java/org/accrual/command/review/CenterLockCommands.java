package org.accrual.command.review;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.accrual.command.eventstore.axon.StateOf;
import org.accrual.command.eventstore.axon.States;
import org.accrual.command.intake.Address;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandForm;
import org.accrual.command.intake.Decision;
import org.accrual.command.intake.Feature;
import org.accrual.command.intake.StudyStates;
import org.accrual.study.access.Action;
import org.accrual.study.administration.CenterState;
import org.accrual.study.events.Administration;
import org.accrual.study.events.Administration.CenterLocked;
import org.accrual.study.events.Administration.CenterUnlocked;
import org.accrual.study.rules.Admission;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.Reason;
import org.accrual.study.words.Refusal;
import org.springframework.stereotype.Component;

/** The lock of a whole center. */
@Component
public final class CenterLockCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(
                new CommandForm<>(
                        LockCenter.class,
                        Action.REVIEW_RECORD,
                        Address.OfCenter.class,
                        CenterLocked.class,
                        LockCenter::new),
                new CommandForm<>(
                        UnlockCenter.class,
                        Action.REVIEW_RECORD,
                        Address.OfCenter.class,
                        CenterUnlocked.class,
                        UnlockCenter::new));
    }

    private interface CenterCommand extends Command {
        Address.OfCenter at();

        Administration fact();

        Optional<Refusal> objection(CenterState center);

        @Override
        default ChainId chain() {
            return at().chain();
        }

        @Override
        default PatientId patient(Supplier<PatientId> ids) {
            return null;
        }

        @Override
        default List<StateOf<?, ?>> reads() {
            return List.of(StudyStates.CENTER.of(chain()));
        }

        @Override
        default Decision decide(States states) {
            CenterState center = states.get(StudyStates.CENTER);
            return Decision.of(Admission.centerIsActive(center).or(() -> objection(center)), fact());
        }
    }

    public record LockCenter(Address.OfCenter at, CenterLocked fact) implements CenterCommand {
        @Override
        public Optional<Refusal> objection(CenterState center) {
            return center.locked()
                    ? Optional.of(new Refusal(
                            Reason.ALREADY_LOCKED, "The center is locked: " + center.lockedBecause(), "center"))
                    : Optional.empty();
        }
    }

    public record UnlockCenter(Address.OfCenter at, CenterUnlocked fact) implements CenterCommand {
        @Override
        public Optional<Refusal> objection(CenterState center) {
            return center.locked()
                    ? Optional.empty()
                    : Optional.of(new Refusal(Reason.NOT_LOCKED, "The center is not locked.", "center"));
        }
    }
}
