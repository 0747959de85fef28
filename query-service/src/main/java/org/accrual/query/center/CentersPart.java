package org.accrual.query.center;

import java.util.List;
import org.accrual.query.console.StudyPart;
import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The centers whose patients a person may see. */
@Component
@Order(20)
final class CentersPart implements StudyPart {
    private final Views views;

    CentersPart(Views views) {
        this.views = views;
    }

    @Override
    public String heading() {
        return "Centers";
    }

    @Override
    public List<Link> links(Actor actor, StudyId study, StudyState state, Cut cut) {
        return views.centers(study, cut).stream()
                .filter(center -> Policy.permits(actor, Action.SEE_PATIENT, new ChainId(study, center.center())))
                .map(center -> link(study, center, cut))
                .toList();
    }

    private Link link(StudyId study, CenterView center, Cut cut) {
        long patients = views.patients(study, center.center(), cut);
        return new Link(
                "/studies/" + study + "/centers/" + center.center(),
                center.state().name() + " (" + center.center() + ")",
                patients == 1 ? "1 patient" : patients + " patients");
    }
}
