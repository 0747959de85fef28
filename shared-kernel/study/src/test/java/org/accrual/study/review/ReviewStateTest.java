package org.accrual.study.review;

import static org.accrual.study.patient.History.id;
import static org.accrual.study.patient.History.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.accrual.study.events.Amendment.CorrectionReason;
import org.accrual.study.events.Amendment.EventRetracted;
import org.accrual.study.events.Outcome.DiseaseStatus;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.PatientEvent;
import org.accrual.study.events.Review.QueryAnswered;
import org.accrual.study.events.Review.QueryClosed;
import org.accrual.study.events.Review.QueryRaised;
import org.accrual.study.events.Review.QueryReopened;
import org.accrual.study.events.Review.SourceVerified;
import org.accrual.study.review.ReviewState.SourceVerification;
import org.accrual.study.words.ClinicalDate;
import org.junit.jupiter.api.Test;

class ReviewStateTest {
    private static final FollowUpRecorded FACT =
            new FollowUpRecorded(ClinicalDate.of("2009"), DiseaseStatus.ALIVE, null);
    private static final EventRetracted RETRACTED = new EventRetracted(id(1), CorrectionReason.OTHER, "so");
    private static final SourceVerified ALL = new SourceVerified(List.of(), true);

    private static ReviewState after(PatientEvent... events) {
        ReviewState state = ReviewState.empty();
        for (int i = 0; i < events.length; i++) state = state.evolve(recorded(i + 1, events[i]));
        return state;
    }

    private static SourceVerification ofTheFirst(PatientEvent... events) {
        return after(events).verification(recorded(1, FACT).envelope());
    }

    @Test
    void whatIsSaidInAQueryIsKeptInItsOrder() {
        var query = after(
                        FACT,
                        new QueryRaised(id(1), "status", "NED?"),
                        new QueryAnswered(id(2), "yes"),
                        new QueryClosed(id(2), null),
                        new QueryReopened(id(2), "the chart says no"))
                .query(id(2))
                .orElseThrow();
        assertThat(query.state()).isEqualTo(QueryState.OPEN);
        assertThat(query.entries())
                .extracting(PatientQuery.Entry::text)
                .containsExactly("NED?", "yes", null, "the chart says no");
        assertThat(query.entries())
                .extracting(PatientQuery.Entry::state)
                .containsExactly(QueryState.OPEN, QueryState.ANSWERED, QueryState.CLOSED, QueryState.OPEN);
    }

    @Test
    void whatWasNeverAskedDamagesTheHistory() {
        assertThatThrownBy(() -> after(new QueryAnswered(id(9), "yes"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAmendmentVoidsTheVerificationBeforeItAndNotTheOneAfter() {
        var one = new SourceVerified(List.of(id(1)), null);
        assertThat(ofTheFirst(FACT)).isEqualTo(SourceVerification.NOT_VERIFIED);
        assertThat(ofTheFirst(FACT, one)).isEqualTo(SourceVerification.VERIFIED);
        assertThat(ofTheFirst(FACT, one, RETRACTED)).isEqualTo(SourceVerification.VOIDED);
        assertThat(ofTheFirst(FACT, RETRACTED, one)).isEqualTo(SourceVerification.VERIFIED);
        assertThat(ofTheFirst(FACT, ALL)).isEqualTo(SourceVerification.VERIFIED);
        assertThat(ofTheFirst(FACT, ALL, RETRACTED)).isEqualTo(SourceVerification.VOIDED);
        assertThat(ofTheFirst(FACT, one, RETRACTED, ALL)).isEqualTo(SourceVerification.VERIFIED);
    }

    @Test
    void verifyingAllVerifiesWhatStoodThenAndNothingLater() {
        assertThat(after(ALL).verification(recorded(2, FACT).envelope())).isEqualTo(SourceVerification.NOT_VERIFIED);
    }
}
