package org.accrual.query.findings;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.accrual.query.findings.FindingsSection.Found;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.query.views.Views.Line;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.rules.Rule;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.EventId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Contradictions and gaps for the sites to look at: those of the centers that are the actor's to see. */
@RestController
class FindingsEndpoint {
    private final Views views;
    private final FindingsSection findings;
    private final Gate gate;

    FindingsEndpoint(Views views, FindingsSection findings, Gate gate) {
        this.views = views;
        this.findings = findings;
        this.gate = gate;
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
        DataOrigin origin = origin(actor, study, center, cut);
        List<PatientFinding> seen = lines(actor, study, center, patient, cut)
                .flatMap(PatientFinding::of)
                .toList();
        return Page.of(study, origin, request, cut, seen.size(), request.of(seen));
    }

    private Stream<Line<Found>> lines(Actor actor, StudyId study, CenterId center, PatientId patient, Cut cut) {
        Predicate<CenterId> shown = it -> (center == null || center.equals(it)) && permits(actor, study, it);
        if (patient != null)
            return views.line(findings, study, patient, cut).stream().filter(line -> shown.test(line.center()));
        return views.centers(study, cut).stream()
                .map(CenterView::center)
                .filter(shown)
                .flatMap(it -> views.lines(findings, study, it, cut).stream());
    }

    private DataOrigin origin(Actor actor, StudyId study, CenterId center, Cut cut) {
        if (center != null)
            return gate.center(actor, Action.SEE_FINDINGS, study, center, cut).origin();
        DataOrigin origin = gate.study(actor, Action.SEE_STUDY, study, cut).origin();
        if (views.centers(study, cut).stream().noneMatch(it -> permits(actor, study, it.center())))
            throw new Unanswered(Problem.NOT_PERMITTED, "This is not for you to see.");
        return origin;
    }

    private static boolean permits(Actor actor, StudyId study, CenterId center) {
        return Policy.permits(actor, Action.SEE_FINDINGS, new ChainId(study, center));
    }
}
