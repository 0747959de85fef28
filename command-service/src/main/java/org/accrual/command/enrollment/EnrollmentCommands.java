package org.accrual.command.enrollment;

import java.util.List;
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
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.rules.Admission;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;
import org.springframework.stereotype.Component;

/** How a patient joins. */
@Component
public final class EnrollmentCommands implements Feature {
    @Override
    public List<CommandForm<?, ?>> forms() {
        return List.of(new CommandForm<>(
                EnrollPatient.class,
                Action.RECORD_CLINICAL_FACT,
                Address.OfCenter.class,
                PatientEnrolled.class,
                EnrollPatient::new));
    }

    /** The patient's random id is no part of it: it is given when the patient is enrolled. */
    public record EnrollPatient(Address.OfCenter at, PatientEnrolled fact) implements Command {
        @Override
        public ChainId chain() {
            return at.chain();
        }

        @Override
        public PatientId patient(Supplier<PatientId> ids) {
            return ids.get();
        }

        @Override
        public List<StateOf<?, ?>> reads() {
            return List.of(StudyStates.CENTER.of(chain()), StudyStates.ROSTER.of(chain()));
        }

        @Override
        public Decision decide(States states) {
            return Decision.of(
                    Admission.centerIsActive(states.get(StudyStates.CENTER))
                            .or(() -> Admission.centerIsOpen(states.get(StudyStates.CENTER)))
                            .or(() -> Admission.subjectNumberIsFree(
                                    states.get(StudyStates.ROSTER), fact.subjectNumber(), null)),
                    fact);
        }
    }
}
