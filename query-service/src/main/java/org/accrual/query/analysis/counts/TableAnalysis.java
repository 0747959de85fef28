package org.accrual.query.analysis.counts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.Vocabulary;

/** How often each value of a field of the moment's fact occurs; several values are one, joined by a plus sign. */
@JsonTypeName(TableAnalysis.NAME)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TableAnalysis(String name, String title, String moment, String field, List<CountsTest> tests)
        implements Analysis {
    static final String NAME = "table";

    public static final Kind<TableAnalysis> KIND = new Kind<>(
            NAME,
            TableAnalysis.class,
            CountsResult.class,
            TableAnalysis::read,
            (plan, cohort) -> new CountsEvaluation(cohort).of(plan));

    private static TableAnalysis read(Part at, Vocabulary words) {
        String name = at.need("name", Part::slug);
        String title = at.need("title", Part::text);
        String moment = at.need("moment", words::moment);
        return new TableAnalysis(
                name,
                title,
                moment,
                at.need("field", field -> words.field(field, moment)),
                at.list("tests", 0, Plan.MOST_ENTRIES, test -> test.word(CountsTest.class)));
    }
}
