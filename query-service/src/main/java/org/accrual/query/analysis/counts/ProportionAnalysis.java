package org.accrual.query.analysis.counts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.Vocabulary;

/**
 * How many meet a condition.
 *
 * @param among who is counted at all; null for everyone of the cohort
 */
@JsonTypeName(ProportionAnalysis.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProportionAnalysis(String name, String title, Condition of, Condition among, List<CountsTest> tests)
        implements Analysis {
    static final String NAME = "proportion";

    public static final Kind<ProportionAnalysis> KIND = new Kind<>(
            NAME,
            ProportionAnalysis.class,
            CountsResult.class,
            ProportionAnalysis::read,
            (plan, cohort) -> new CountsEvaluation(cohort).of(plan));

    private static ProportionAnalysis read(Part at, Vocabulary words) {
        return new ProportionAnalysis(
                at.need("name", Part::slug),
                at.need("title", Part::text),
                at.need("of", of -> Condition.read(of, words)),
                at.maybe("among", among -> Condition.read(among, words)),
                at.list("tests", 0, Plan.MOST_ENTRIES, test -> test.word(CountsTest.class)));
    }
}
