package org.accrual.command.administration;

import static org.accrual.command.Scenario.CENTER_ACTIVATED;
import static org.accrual.command.Scenario.IN_CENTER;
import static org.accrual.command.Scenario.IN_STUDY;
import static org.accrual.command.Scenario.STUDY_OPENED;

import org.accrual.command.Scenario;
import org.accrual.command.administration.AdministrationCommands.ActivateCenter;
import org.accrual.command.administration.AdministrationCommands.OpenStudy;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;

class AdministrationTest {
    private final Scenario scenario = Scenario.nothing();
    private final OpenStudy open = new OpenStudy(IN_STUDY, STUDY_OPENED);
    private final ActivateCenter activate = new ActivateCenter(IN_CENTER, CENTER_ACTIVATED);

    @Test
    void opensAStudy() {
        scenario.records(open, STUDY_OPENED);
    }

    @Test
    void opensAStudyOnce() {
        givenTheStudy().refuses(open, Reason.STUDY_ALREADY_OPEN, "study");
    }

    @Test
    void activatesACenterOfAnOpenStudy() {
        givenTheStudy().records(activate, CENTER_ACTIVATED);
    }

    @Test
    void activatesNoCenterOfAStudyThatIsNotOpen() {
        scenario.refuses(activate, Reason.STUDY_NOT_OPEN, "study");
    }

    @Test
    void activatesACenterOnce() {
        givenTheStudy()
                .given(CENTER_ACTIVATED, IN_CENTER.chain(), null)
                .refuses(activate, Reason.CENTER_ALREADY_ACTIVE, "center");
    }

    private Scenario givenTheStudy() {
        return scenario.given(STUDY_OPENED, IN_STUDY.chain(), null);
    }
}
