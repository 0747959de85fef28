package org.accrual.command.surgery;

import static org.accrual.command.Scenario.SUBJECT;
import static org.accrual.command.Scenario.on;

import java.util.List;
import org.accrual.command.Scenario;
import org.accrual.command.surgery.SurgeryCommands.PerformResection;
import org.accrual.study.events.Outcome.CauseOfDeath;
import org.accrual.study.events.Outcome.DeathRecorded;
import org.accrual.study.events.Surgery.ResectionMargin;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Surgery.SurgicalIntent;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurgeryTest {
    private final Scenario patient = Scenario.patient();

    @ParameterizedTest
    @CsvSource(textBlock = """
                    R0,      4,    refused
                    R0,      0.1,  refused
                    R0,      >0,   refused
                    R0,      <5,   recorded
                    R0,      0,    recorded
                    R0,      ,     recorded
                    R1,      4,    recorded
                    R2,      4,    recorded
                    UNKNOWN, 4,    recorded
                    """)
    void r0LeavesNothingThatIsCertainlyThere(ResectionMargin margin, String residualMm, String outcome) {
        var resection = resection("2005", margin, residualMm == null ? null : Quantity.of(residualMm));
        var command = new PerformResection(SUBJECT, resection);
        if (outcome.equals("recorded")) patient.records(command, resection);
        else patient.refuses(command, Reason.RESIDUAL_AFTER_R0, "residualMm");
    }

    @Test
    void refusesResectionAfterDeath() {
        patient.given(new DeathRecorded(on("2004"), CauseOfDeath.DISEASE, null));
        var resection = resection("2005", ResectionMargin.R0, null);
        patient.refuses(new PerformResection(SUBJECT, resection), Reason.AFTER_DEATH, "date");
    }

    private static ResectionPerformed resection(String date, ResectionMargin margin, Quantity residualMm) {
        return new ResectionPerformed(
                on(date), "hepatectomy", List.of(Organ.LIVER), margin, residualMm, SurgicalIntent.METASTASECTOMY, null);
    }
}
