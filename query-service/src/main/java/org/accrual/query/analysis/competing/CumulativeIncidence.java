package org.accrual.query.analysis.competing;

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
 * How many come to an endpoint by a time where another event, such as death, can come first and end the wait for it.
 *
 * @param from the time origin
 * @param endpoint the event
 * @param competing what makes the endpoint impossible
 * @param censored where observation ends without either
 * @param atMonths times at which the incidence is wanted, months
 * @param atDays the same, days
 */
@JsonTypeName(CumulativeIncidence.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CumulativeIncidence(
        String name,
        String title,
        String from,
        String endpoint,
        String competing,
        String censored,
        List<BigDecimal> atMonths,
        List<Integer> atDays,
        List<CompetingTest> tests)
        implements Analysis {
    static final String NAME = "cumulativeIncidence";

    public static final Kind<CumulativeIncidence> KIND = new Kind<>(
            NAME,
            CumulativeIncidence.class,
            IncidenceResult.class,
            CumulativeIncidence::read,
            (plan, cohort) -> new IncidenceEvaluation(cohort, plan).result());

    private static CumulativeIncidence read(Part at, Vocabulary words) {
        return new CumulativeIncidence(
                at.need("name", Part::slug),
                at.need("title", Part::text),
                at.need("from", words::moment),
                at.need("endpoint", words::moment),
                at.need("competing", words::moment),
                at.need("censored", words::moment),
                TimePoint.months(at, "atMonths"),
                TimePoint.days(at, "atDays"),
                at.list("tests", 0, Plan.MOST_ENTRIES, test -> test.word(CompetingTest.class)));
    }

    @JsonIgnore
    List<TimePoint> times() {
        return TimePoint.of(atMonths, atDays);
    }
}
