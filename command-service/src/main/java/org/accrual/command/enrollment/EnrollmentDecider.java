package org.accrual.command.enrollment;

import org.accrual.command.enrollment.EnrollmentCommand.EnrollPatient;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.Roster;
import org.accrual.study.words.Reason;

final class EnrollmentDecider {
    private EnrollmentDecider() {}

    static Decision decide(CenterState center, Roster roster, EnrollmentCommand command) {
        return switch (command) {
            case EnrollPatient enrol -> enrol(center, roster, enrol);
        };
    }

    private static Decision enrol(CenterState center, Roster roster, EnrollPatient command) {
        if (!center.active())
            return Decision.refused(
                    Reason.CENTER_NOT_ACTIVE, "No center of that name is active in the study.", "center");
        String number = command.fact().subjectNumber();
        if (roster.holderOf(number).isPresent())
            return Decision.refused(
                    Reason.SUBJECT_NUMBER_TAKEN,
                    "Another patient of the center has the subject number " + number + ".",
                    "subjectNumber");
        return new Decision.Accepted(command.fact());
    }
}
