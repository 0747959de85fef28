package org.accrual.query.http;

import org.accrual.query.views.CenterView;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.study.access.Action;
import org.accrual.study.access.Actor;
import org.accrual.study.access.Disclosure;
import org.accrual.study.access.Policy;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Role;
import org.accrual.study.words.StudyId;
import org.accrual.web.problem.Problem;
import org.accrual.web.problem.Unanswered;
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
        return views.center(study, center, cut)
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
