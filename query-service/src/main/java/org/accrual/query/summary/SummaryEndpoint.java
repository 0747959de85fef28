package org.accrual.query.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.accrual.query.http.AsOf;
import org.accrual.query.http.Gate;
import org.accrual.query.summary.CountedSection.Counted;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.query.views.Views.Line;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Totals of one center, and of all centers of a study together. */
@RestController
class SummaryEndpoint {
    private final Views views;
    private final CountedSection counted;
    private final Gate gate;

    SummaryEndpoint(Views views, CountedSection counted, Gate gate) {
        this.views = views;
        this.counted = counted;
        this.gate = gate;
    }

    /**
     * @param center null for the pooled summary, like its name
     * @param position that the answer reflects
     * @param recordedUpTo null unless an instant was asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(
            StudyId study,
            String title,
            DataOrigin origin,
            CenterId center,
            String centerName,
            String position,
            Instant recordedUpTo,
            Totals totals) {}

    @GetMapping("/api/studies/{study}/centers/{center}/summary")
    Summary ofCenter(Actor actor, @AsOf Cut cut, @PathVariable StudyId study, @PathVariable CenterId center) {
        StudyState state = gate.center(actor, Action.SEE_CENTER_SUMMARY, study, center, cut);
        Totals totals = Totals.of(views.lines(counted, study, center, cut), false);
        return new Summary(
                study,
                state.title(),
                state.origin(),
                center,
                gate.centerOf(study, center, cut).state().name(),
                cut.position().toString(),
                cut.recordedUpTo().orElse(null),
                shown(totals, actor, Action.SEE_CENTER_SUMMARY, new ChainId(study, center)));
    }

    @GetMapping("/api/studies/{study}/pooled/summary")
    Summary pooled(Actor actor, @AsOf Cut cut, @PathVariable StudyId study) {
        StudyState state = gate.study(actor, Action.SEE_POOLED, study, cut);
        Totals totals = Totals.of(ofAllCenters(study, cut), true);
        return new Summary(
                study,
                state.title(),
                state.origin(),
                null,
                null,
                cut.position().toString(),
                cut.recordedUpTo().orElse(null),
                shown(totals, actor, Action.SEE_POOLED, ChainId.ofStudy(study)));
    }

    private List<Line<Counted>> ofAllCenters(StudyId study, Cut cut) {
        return views.centers(study, cut).stream()
                .flatMap(center -> views.lines(counted, study, center.center(), cut).stream())
                .toList();
    }

    private static Totals shown(Totals totals, Actor actor, Action action, ChainId object) {
        return Gate.showsAggregatesOnly(actor, action, object) ? totals.withoutSmallCells() : totals;
    }
}
