package org.accrual.query.http;

import org.accrual.kernel.access.Action;
import org.accrual.kernel.access.Actor;
import org.accrual.kernel.access.Policy;
import org.accrual.kernel.language.CenterId;
import org.accrual.kernel.language.ChainId;
import org.accrual.kernel.language.Disclosure;
import org.accrual.kernel.language.Role;
import org.accrual.kernel.language.StudyId;
import org.accrual.kernel.study.StudyState;
import org.accrual.query.projection.CenterView;
import org.accrual.query.projection.Cut;
import org.accrual.query.projection.Views;
import org.springframework.stereotype.Component;

/**
 * Lets a question through to a study or center. Rights are looked at first, so that whoever has none learns nothing of
 * what exists.
 */
@Component
public final class Gate {
    private final Views views;

    Gate(Views views) {
        this.views = views;
    }

    /** @throws Unanswered 403 without the right, 404 for a study that is not open at the cut */
    public StudyState study(Actor actor, Action action, StudyId study, Cut cut) {
        return permitted(actor, action, ChainId.ofStudy(study), cut);
    }

    /** @throws Unanswered 403 without the right, 404 for a center that is not active at the cut */
    public StudyState center(Actor actor, Action action, StudyId study, CenterId center, Cut cut) {
        StudyState state = permitted(actor, action, new ChainId(study, center), cut);
        centerOf(study, center, cut);
        return state;
    }

    /** @throws Unanswered 404 for a center that is not active at the cut */
    public CenterView centerOf(StudyId study, CenterId center, Cut cut) {
        return views.centers(study, cut).stream()
                .filter(it -> it.center().equals(center))
                .findFirst()
                .orElseThrow(() -> Unanswered.notFound("center " + center + " of study " + study));
    }

    /** @throws Unanswered 404 for a study that is not open at the cut */
    public StudyState studyOf(StudyId study, Cut cut) {
        StudyState state = views.study(study, cut);
        if (!state.open()) throw Unanswered.notFound("study " + study);
        return state;
    }

    /** Whether small numbers are to be withheld: from an analyst of aggregate data who has no other part in it. */
    public static boolean showsAggregatesOnly(Actor actor, Action action, ChainId object) {
        return actor.disclosure() == Disclosure.AGGREGATE && Policy.roleFor(actor, action, object) == Role.ANALYST;
    }

    /** How much of the study's pooled rows the actor may see. */
    public static Disclosure disclosureTo(Actor actor, StudyId study) {
        return showsAggregatesOnly(actor, Action.SEE_POOLED, ChainId.ofStudy(study))
                ? Disclosure.AGGREGATE
                : Disclosure.RECORD_LEVEL;
    }

    private StudyState permitted(Actor actor, Action action, ChainId object, Cut cut) {
        if (!Policy.permits(actor, action, object))
            throw new Unanswered(Problem.NOT_PERMITTED, "This is not for you to see.");
        return studyOf(object.study(), cut);
    }
}
