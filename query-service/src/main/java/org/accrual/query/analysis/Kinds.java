package org.accrual.query.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.competing.CumulativeIncidence;
import org.accrual.query.analysis.counts.ProportionAnalysis;
import org.accrual.query.analysis.counts.TableAnalysis;
import org.accrual.query.analysis.description.DescriptionAnalysis;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Kind;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Vocabulary;
import org.accrual.query.analysis.regression.CoxAnalysis;
import org.accrual.query.analysis.survival.SurvivalAnalysis;
import org.accrual.statistics.RefusedAnalysis;

/** Every kind of analysis that a plan can ask for: a new one is a folder, and a line here. */
final class Kinds {
    static final List<Kind<?>> ALL = List.of(
            SurvivalAnalysis.KIND,
            ProportionAnalysis.KIND,
            TableAnalysis.KIND,
            DescriptionAnalysis.KIND,
            CoxAnalysis.KIND,
            CumulativeIncidence.KIND);

    private Kinds() {}

    static Map<String, BiFunction<Part, Vocabulary, ? extends Analysis>> readers() {
        var readers = new LinkedHashMap<String, BiFunction<Part, Vocabulary, ? extends Analysis>>();
        ALL.forEach(kind -> readers.put(kind.name(), kind.read()::read));
        return readers;
    }

    /** One that the data do not allow is refused by name, and spares the others. */
    static AnalysisResult evaluate(Analysis analysis, Cohort cohort) {
        try {
            return of(analysis).evaluate(analysis, cohort);
        } catch (RefusedAnalysis e) {
            return Refused.of(analysis.name(), analysis.title(), e);
        }
    }

    private static Kind<?> of(Analysis analysis) {
        return ALL.stream()
                .filter(kind -> kind.type().isInstance(analysis))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(analysis.getClass() + " is no registered kind"));
    }
}
