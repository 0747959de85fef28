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
import org.accrual.study.events.Disease.PrimarySite;
import org.accrual.study.events.Enrollment.Sex;
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
    private final PatientSection summaries;
    private final Gate gate;

    CenterEndpoint(Views views, PatientSection summaries, Gate gate) {
        this.views = views;
        this.summaries = summaries;
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
        static Patient of(Views.Line<PatientSection.Summary> line) {
            PatientSection.Summary summary = line.value();
            return new Patient(
                    line.patient(),
                    line.subjectNumber(),
                    summary.sex(),
                    summary.birth(),
                    summary.primarySite(),
                    summary.dead(),
                    line.version(),
                    summary.facts(),
                    summary.findings());
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
        var patients = views.page(summaries, study, center, cut, request.skip(), request.size());
        return Page.of(
                study,
                state.origin(),
                request,
                cut,
                patients.total(),
                patients.lines().stream().map(Patient::of).toList());
    }
}
