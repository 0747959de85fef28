package org.accrual.query.findings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.query.findings.FindingsSection.Found;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.http.PatientLines;
import org.accrual.query.http.PatientLines.Question;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views.Line;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.rules.Rule;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Contradictions and gaps for the sites to look at: those of the centers that are the actor's to see. */
@RestController
class FindingsEndpoint {
    private final FindingsSection findings;
    private final PatientLines lines;

    FindingsEndpoint(FindingsSection findings, PatientLines lines) {
        this.findings = findings;
        this.lines = lines;
    }

    /** @param event the event to look at */
    record PatientFinding(
            CenterId center,
            PatientId patient,
            String subjectNumber,
            String id,
            Rule rule,
            EventId event,
            String sentence) {
        static Stream<PatientFinding> of(Line<Found> found) {
            return found.value().findings().stream()
                    .map(finding -> new PatientFinding(
                            found.center(),
                            found.patient(),
                            found.subjectNumber(),
                            finding.id(),
                            finding.rule(),
                            finding.event(),
                            finding.sentence()));
        }
    }

    /**
     * By center, patient, and then in clinical order.
     *
     * @param center only this one's
     * @param patient only this one's
     */
    @GetMapping("/api/studies/{study}/findings")
    Page<PatientFinding> findings(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(required = false) CenterId center,
            @RequestParam(required = false) PatientId patient,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        var question = new Question(
                actor, Action.SEE_FINDINGS, study, Optional.ofNullable(center), Optional.ofNullable(patient));
        DataOrigin origin = lines.study(question, cut).origin();
        List<PatientFinding> seen =
                lines.of(findings, question, cut).flatMap(PatientFinding::of).toList();
        return Page.of(study, origin, request, cut, seen.size(), request.of(seen));
    }
}
