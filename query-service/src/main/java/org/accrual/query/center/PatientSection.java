package org.accrual.query.center;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.query.views.Clinical;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectState;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.words.ClinicalDate;
import org.springframework.stereotype.Component;

/** What a center's list says of a patient beside the subject number. */
@Component
public final class PatientSection implements Section<Clinical, PatientSection.Summary> {
    /**
     * @param birth as far as birth year or age say
     * @param primarySite of the first diagnosis; null if there is none
     * @param facts how many count
     * @param findings how many there are to answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(
            Sex sex, ClinicalDate birth, PrimarySite primarySite, boolean dead, int facts, int findings) {}

    @Override
    public String name() {
        return "patient";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SubjectState<Clinical> state() {
        return SubjectState.CLINICAL;
    }

    @Override
    public Class<Summary> form() {
        return Summary.class;
    }

    @Override
    public Summary of(Clinical patient) {
        return new Summary(
                patient.enrolment().sex(),
                patient.timeline().birth(),
                patient.timeline().facts(DiagnosisRecorded.class).stream()
                        .map(diagnosis -> diagnosis.event().primarySite())
                        .findFirst()
                        .orElse(null),
                patient.timeline().death().isPresent(),
                patient.timeline().facts().size(),
                patient.findings().size());
    }
}
