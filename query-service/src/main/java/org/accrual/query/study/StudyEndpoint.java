package org.accrual.query.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.query.http.Gate;
import org.accrual.query.http.Page;
import org.accrual.query.http.PageRequest;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which studies there are for the actor, and their centers. */
@RestController
class StudyEndpoint {
    private final Views views;
    private final Gate gate;

    StudyEndpoint(Views views, Gate gate) {
        this.views = views;
        this.gate = gate;
    }

    /** @param protocol null if there is none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Study(StudyId study, String title, String protocol, DataOrigin origin) {
        static Study of(StudyId id, StudyState state) {
            return new Study(id, state.title(), state.protocol(), state.origin());
        }
    }

    /** @param country ISO 3166-1 alpha-2 */
    record Center(CenterId center, String name, String country) {
        static Center of(CenterView view) {
            return new Center(view.center(), view.state().name(), view.state().country());
        }
    }

    @GetMapping("/api/studies")
    Page<Study> studies(
            Actor actor,
            Cut cut,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        var own = views.studies(cut).stream()
                .filter(study -> Policy.permits(actor, Action.SEE_STUDY, ChainId.ofStudy(study)))
                .map(study -> Study.of(study, views.study(study, cut)))
                .toList();
        return Page.of(request, cut, own);
    }

    @GetMapping("/api/studies/{study}/centers")
    Page<Center> centers(
            Actor actor,
            Cut cut,
            @PathVariable StudyId study,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = PageRequest.DEFAULT_SIZE) int size) {
        var request = new PageRequest(page, size);
        StudyState state = gate.study(actor, Action.SEE_STUDY, study, cut);
        return Page.of(study, state.origin(), request, cut, views.centers(study, cut), Center::of);
    }
}
