package org.accrual.query.analysis.survival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.TimePoint;
import org.accrual.query.analysis.plan.Vocabulary;

/**
 * Time from an origin to an endpoint, or to where the patient was last seen without it.
 *
 * @param from the time origin
 * @param endpoint the event
 * @param censored where observation ends without the event
 * @param atMonths times at which survival and numbers at risk are wanted, months
 * @param landmarksMonths landmarks for the guard against immortal time, months from the origin; empty for none
 * @param atDays like {@code atMonths}, days
 * @param landmarksDays like {@code landmarksMonths}, days
 */
@JsonTypeName(SurvivalAnalysis.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SurvivalAnalysis(
        String name,
        String title,
        String from,
        String endpoint,
        String censored,
        List<BigDecimal> atMonths,
        List<BigDecimal> landmarksMonths,
        List<SurvivalTest> tests,
        List<Integer> atDays,
        List<Integer> landmarksDays)
        implements Analysis {
    static final String NAME = "survival";

    public static final Kind<SurvivalAnalysis> KIND = new Kind<>(
            NAME,
            SurvivalAnalysis.class,
            SurvivalResult.class,
            SurvivalAnalysis::read,
            (plan, cohort) -> new SurvivalEvaluation(cohort, plan).result());

    private static SurvivalAnalysis read(Part at, Vocabulary words) {
        return new SurvivalAnalysis(
                at.need("name", Part::slug),
                at.need("title", Part::text),
                at.need("from", words::moment),
                at.need("endpoint", words::moment),
                at.need("censored", words::moment),
                TimePoint.months(at, "atMonths"),
                TimePoint.months(at, "landmarksMonths"),
                at.list("tests", 0, Plan.MOST_ENTRIES, test -> test.word(SurvivalTest.class)),
                TimePoint.days(at, "atDays"),
                TimePoint.days(at, "landmarksDays"));
    }

    @JsonIgnore
    List<TimePoint> times() {
        return TimePoint.of(atMonths, atDays);
    }

    @JsonIgnore
    List<TimePoint> landmarks() {
        return TimePoint.of(landmarksMonths, landmarksDays);
    }
}
