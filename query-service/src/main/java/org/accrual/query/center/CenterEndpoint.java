package org.accrual.query.center;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Enrollment.PatientEnrolled;
import org.accrual.study.events.Enrollment.Sex;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.rules.Findings;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A center's patients. */
@RestController
class CenterEndpoint {
    private final Views views;
    private final Gate gate;

    CenterEndpoint(Views views, Gate gate) {
        this.views = views;
        this.gate = gate;
    }

    /**
     * A line of the list.
     *
     * @param birth as far as birth year or age say
     * @param primarySite of the first diagnosis; null if there is none
     * @param version sequence of the patient's last event
     * @param findings how many there are to answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Patient(
            PatientId patient,
            String subjectNumber,
            Sex sex,
            ClinicalDate birth,
            PrimarySite primarySite,
            boolean dead,
            long version,
            int facts,
            int findings) {
        static Patient of(PatientState state) {
            PatientEnrolled enrolment = state.enrolment().orElseThrow();
            Timeline timeline = state.timeline();
            return new Patient(
                    state.patient(),
                    enrolment.subjectNumber(),
                    enrolment.sex(),
                    timeline.birth(),
                    timeline.facts(DiagnosisRecorded.class).stream()
                            .map(diagnosis -> diagnosis.event().primarySite())
                            .findFirst()
                            .orElse(null),
                    timeline.death().isPresent(),
                    state.version(),
                    timeline.facts().size(),
                    Findings.of(state).size());
        }
    }

    /** By subject number. */
    @GetMapping("/api/studies/{study}/centers/{center}/patients")
    Page<Patient> patients(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @PathVariable CenterId center,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        StudyState state = gate.center(actor, Action.SEE_PATIENT, study, center, cut);
        Views.PatientPage patients = views.patients(study, center, cut, request.skip(), request.size());
        return Page.of(
                study,
                state.origin(),
                request,
                cut,
                patients.total(),
                patients.patients().stream().map(Patient::of).toList());
    }
}
