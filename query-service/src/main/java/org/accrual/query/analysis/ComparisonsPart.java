package org.accrual.query.analysis;

import java.util.List;
import org.accrual.query.console.StudyPart;
import org.accrual.query.views.Cut;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.StudyId;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The plans that belong to a study's protocol, for whoever may see its pooled rows. */
@Component
@Order(10)
final class ComparisonsPart implements StudyPart {
    private final BuiltInPlans plans;

    ComparisonsPart(BuiltInPlans plans) {
        this.plans = plans;
    }

    @Override
    public String heading() {
        return "Comparisons";
    }

    @Override
    public List<Link> links(Actor actor, StudyId study, StudyState state, Cut cut) {
        if (!Policy.permits(actor, Action.SEE_POOLED, ChainId.ofStudy(study))) return List.of();
        return plans.of(state.protocol()).stream()
                .map(plan -> new Link("/studies/" + study + "/comparisons/" + plan.name(), plan.title(), null))
                .toList();
    }
}
