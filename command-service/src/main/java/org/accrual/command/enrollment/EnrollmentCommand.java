package org.accrual.command.enrollment;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.command.intake.Address;
import org.accrual.command.intake.Command;
import org.accrual.command.intake.CommandForm;
import org.accrual.study.access.Action;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.PatientId;

/** How a patient joins. */
public sealed interface EnrollmentCommand extends Command {
    List<CommandForm<?, ?>> FORMS = List.of(new CommandForm<>(
            EnrollPatient.class,
            Action.RECORD_CLINICAL_FACT,
            Address.OfCenter.class,
            PatientEnrolled.class,
            EnrollPatient::new));

    /** The patient's random id is no part of it: it is given when the patient is enrolled. */
    record EnrollPatient(Address.OfCenter at, PatientEnrolled fact) implements EnrollmentCommand {
        @Override
        public ChainId chain() {
            return at.chain();
        }

        @Override
        public PatientId patient(Supplier<PatientId> ids) {
            return ids.get();
        }
    }
}
