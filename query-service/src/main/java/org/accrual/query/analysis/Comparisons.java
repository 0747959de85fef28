package org.accrual.query.analysis;

import java.util.concurrent.Semaphore;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.views.Cut;
import org.accrual.query.views.Views;
import org.accrual.query.views.ViewsUnavailable;
import org.accrual.study.access.Disclosure;
import org.accrual.study.administration.StudyState;
import org.accrual.study.words.StudyId;
import org.springframework.stereotype.Component;

/** Plans computed on what the views say at a cut. Nobody's rights are checked here. */
@Component
public final class Comparisons {
    /** Each holds its cohort in memory; who comes later asks again. */
    private static final int MOST_AT_ONCE = 4;

    private final Views views;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    Comparisons(Views views) {
        this.views = views;
    }

    /**
     * @param disclosure what the reader may see
     * @throws ViewsUnavailable if too many are being computed already
     */
    public ComparisonResult compute(Plan plan, StudyId id, StudyState study, Cut cut, Disclosure disclosure) {
        if (!places.tryAcquire()) throw new ViewsUnavailable("too many comparisons are being computed");
        try {
            return AggregateAnswer.to(
                    disclosure,
                    Comparison.of(
                            plan,
                            id,
                            study,
                            cut.position().toString(),
                            reader -> views.forEachPatient(id, cut, reader)));
        } finally {
            places.release();
        }
    }
}
