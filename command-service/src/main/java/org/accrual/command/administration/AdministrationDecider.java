package org.accrual.command.administration;

import org.accrual.command.administration.AdministrationCommands.ActivateCenter;
import org.accrual.command.administration.AdministrationCommands.OpenStudy;
import org.accrual.command.intake.Decision;
import org.accrual.study.administration.CenterState;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.Reason;

final class AdministrationDecider {
    private AdministrationDecider() {}

    static Decision open(StudyState study, OpenStudy command) {
        if (study.open())
            return Decision.refused(
                    Reason.STUDY_ALREADY_OPEN, "The study " + command.at().study() + " is open already.", "study");
        return new Decision.Accepted(command.fact());
    }

    static Decision activate(StudyState study, CenterState center, ActivateCenter command) {
        if (!study.open())
            return Decision.refused(
                    Reason.STUDY_NOT_OPEN, "No study " + command.at().study() + " is open.", "study");
        if (center.active())
            return Decision.refused(
                    Reason.CENTER_ALREADY_ACTIVE,
                    "The center " + command.at().center() + " is active already.",
                    "center");
        return new Decision.Accepted(command.fact());
    }
}
