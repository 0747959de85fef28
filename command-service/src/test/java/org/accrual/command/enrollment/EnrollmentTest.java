package org.accrual.command.enrollment;

import static org.accrual.command.Scenario.CENTER_ACTIVATED;
import static org.accrual.command.Scenario.ENROLLED;
import static org.accrual.command.Scenario.IN_CENTER;
import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.enrolled;

import java.util.List;
import org.accrual.command.Scenario;
import org.accrual.command.enrollment.EnrollmentCommands.EnrollPatient;
import org.accrual.study.events.Amendment.Change;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventCorrected;
import org.accrual.study.words.EventId;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class EnrollmentTest {
    private final Scenario center = Scenario.nothing().given(CENTER_ACTIVATED, IN_CENTER.chain(), null);

    @Test
    void enrollsAPatientOfAnActiveCenter() {
        center.records(enrol("001"), enrolled("001"));
    }

    @Test
    void enrollsNobodyAtACenterThatIsNotActive() {
        Scenario.nothing().refuses(enrol("001"), Reason.CENTER_NOT_ACTIVE, "center");
    }

    @Test
    void givesASubjectNumberOnce() {
        center.given(ENROLLED).refuses(enrol("001"), Reason.SUBJECT_NUMBER_TAKEN, "subjectNumber");
    }

    @Test
    void enrollsASecondPatientUnderAnotherNumber() {
        center.given(ENROLLED).records(enrol("002"), enrolled("002"));
    }

    @Test
    void aCorrectedNumberIsTakenAndTheOldOneFreeAgain() {
        EventId enrolment = center.record(ENROLLED, SUBJECT);
        center.given(new EventCorrected(
                enrolment,
                List.of(new Change("subjectNumber", StringNode.valueOf("001"), StringNode.valueOf("009"))),
                CorrectionReason.TRANSCRIPTION_ERROR,
                "typing error"));
        center.refuses(enrol("009"), Reason.SUBJECT_NUMBER_TAKEN);
        center.records(enrol("001"), enrolled("001"));
    }

    private static EnrollPatient enrol(String subjectNumber) {
        return new EnrollPatient(IN_CENTER, enrolled(subjectNumber));
    }
}
