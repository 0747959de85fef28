package org.accrual.study.rules;

import java.util.stream.Stream;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.Reason;

/** Resections. */
final class SurgeryRules {
    private SurgeryRules() {}

    static Stream<Breach> r0LeavesNothing(Timeline record) {
        return record.facts(ResectionPerformed.class).stream()
                .filter(resection -> resection.event().leavesTumorDespiteR0())
                .map(resection -> Breach.at(resection)
                        .refusing(
                                resection,
                                Reason.RESIDUAL_AFTER_R0,
                                "The margin is R0, yet " + resection.event().residualMm()
                                        + " mm of tumor are said to be left.",
                                "residualMm"));
    }
}
