package org.accrual.query.console;

import java.util.List;
import org.accrual.query.views.Cut;
import org.accrual.study.access.Actor;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.StudyId;

/** A part of a study's page: what a feature offers there to whoever may have it. */
public interface StudyPart {
    /**
     * @param address a path of this service
     * @param note beside the link; null for none
     */
    record Link(String address, String text, String note) {}

    String heading();

    /** Empty if there is nothing for this person: then the heading is left out, too. */
    List<Link> links(Actor actor, StudyId study, StudyState state, Cut cut);
}
