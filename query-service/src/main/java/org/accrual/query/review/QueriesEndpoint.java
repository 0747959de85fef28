package org.accrual.query.review;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.http.PatientLines;
import org.accrual.query.http.PatientLines.Question;
import org.accrual.query.review.QueriesSection.Asked;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views.Line;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.review.PatientQuery;
import org.accrual.study.review.QueryState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was asked of the centers that are the actor's to see, the oldest question first. */
@RestController
class QueriesEndpoint {
    private final QueriesSection queries;
    private final PatientLines lines;

    QueriesEndpoint(QueriesSection queries, PatientLines lines) {
        this.queries = queries;
        this.lines = lines;
    }

    record OfPatient(CenterId center, PatientId patient, String subjectNumber, PatientQuery query) {
        static Stream<OfPatient> of(Line<Asked> asked) {
            return asked.value().queries().stream()
                    .map(query -> new OfPatient(asked.center(), asked.patient(), asked.subjectNumber(), query));
        }
    }

    /**
     * @param center only this one's
     * @param patient only this one's
     * @param state only those that stand so
     */
    @GetMapping("/api/studies/{study}/queries")
    Page<OfPatient> queries(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(required = false) CenterId center,
            @RequestParam(required = false) PatientId patient,
            @RequestParam(required = false) QueryState state,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        var question = new Question(
                actor, Action.SEE_QUERIES, study, Optional.ofNullable(center), Optional.ofNullable(patient));
        DataOrigin origin = lines.study(question, cut).origin();
        List<OfPatient> seen = lines.of(queries, question, cut)
                .flatMap(OfPatient::of)
                .filter(it -> state == null || it.query().state() == state)
                .sorted(Comparator.comparing(it -> it.query().raisedAt()))
                .toList();
        return Page.of(study, origin, request, cut, seen.size(), request.of(seen));
    }
}
