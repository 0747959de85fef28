package org.accrual.study.rules;

import java.util.stream.Stream;
import org.accrual.study.events.ClinicalEvent;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Outcome;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Timeline;
import org.accrual.study.words.ClinicalDate;

/** What analyses need and the site is asked for. Nothing here refuses a fact: the source may not say more. */
final class CompletenessRules {
    private CompletenessRules() {}

    static Stream<Breach> dateIsKnown(Timeline record) {
        return record.facts().stream()
                .filter(fact -> !fact.anchorLost()
                        && fact.date().precision() == ClinicalDate.Precision.UNKNOWN
                        && isNeeded(fact.event()))
                .map(Breach::at);
    }

    private static boolean isNeeded(ClinicalEvent event) {
        return event instanceof ProgressionRecorded
                || event instanceof ResectionPerformed
                || event instanceof Therapy
                || event instanceof Outcome;
    }

    static Stream<Breach> gradeIsKnown(Timeline record) {
        return record.facts(AdverseEventRecorded.class).stream()
                .filter(adverse -> adverse.event().ctcaeGrade() == null)
                .map(Breach::at);
    }

    static Stream<Breach> patientIsFollowed(Timeline record) {
        return record.facts(Outcome.class).isEmpty()
                ? record.enrolledBy().stream().map(Breach::at)
                : Stream.empty();
    }
}
