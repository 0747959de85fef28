package org.accrual.query.analysis.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.query.analysis.plan.Measure;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.Vocabulary;

/**
 * Mean, median and range of a number.
 *
 * @param among who is described; null for everyone of the cohort
 */
@JsonTypeName(DescriptionAnalysis.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DescriptionAnalysis(String name, String title, Measure of, Condition among, List<DescriptionTest> tests)
        implements Analysis {
    static final String NAME = "description";

    public static final Kind<DescriptionAnalysis> KIND = new Kind<>(
            NAME,
            DescriptionAnalysis.class,
            DescriptionResult.class,
            DescriptionAnalysis::read,
            (plan, cohort) -> new DescriptionEvaluation(cohort, plan).result());

    private static DescriptionAnalysis read(Part at, Vocabulary words) {
        return new DescriptionAnalysis(
                at.need("name", Part::slug),
                at.need("title", Part::text),
                at.need("of", of -> Measure.read(of, words)),
                at.maybe("among", among -> Condition.read(among, words)),
                at.list("tests", 0, Plan.MOST_ENTRIES, test -> test.word(DescriptionTest.class)));
    }
}
