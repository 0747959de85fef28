package org.accrual.query.review;

import java.util.List;
import org.accrual.query.views.Section;
import org.accrual.query.views.SubjectKind;
import org.accrual.query.views.SubjectState;
import org.accrual.study.review.PatientQuery;
import org.accrual.study.review.ReviewState;
import org.springframework.stereotype.Component;

/** What was asked about a patient's record, in the order of asking. */
@Component
final class QueriesSection implements Section<ReviewState, QueriesSection.Asked> {
    private static final SubjectState<ReviewState> REVIEW =
            new SubjectState<>(SubjectKind.PATIENT, "review", ReviewState.empty(), ReviewState::evolve);

    record Asked(List<PatientQuery> queries) {}

    @Override
    public String name() {
        return "queries";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SubjectState<ReviewState> state() {
        return REVIEW;
    }

    @Override
    public Class<Asked> form() {
        return Asked.class;
    }

    @Override
    public Asked of(ReviewState review) {
        return new Asked(List.copyOf(review.queries().values()));
    }
}
