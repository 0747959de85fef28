package org.accrual.query.analysis.kind;

import java.util.function.BiFunction;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Part;
import org.accrual.query.analysis.plan.Vocabulary;

/**
 * A kind of analysis: all that its folder tells the rest.
 *
 * @param name as a plan's {@code kind} says it
 * @param type of the plan's part
 * @param result what comes of it, unless it is refused
 * @param read its JSON form; what can't be read is a problem of the part
 * @param evaluate throws {@link org.accrual.statistics.RefusedAnalysis} if the data do not allow it
 */
public record Kind<A extends Analysis>(
        String name,
        Class<A> type,
        Class<? extends AnalysisResult> result,
        Reader<A> read,
        BiFunction<A, Cohort, AnalysisResult> evaluate) {
    /** Reads one analysis of a plan. */
    public interface Reader<A> {
        A read(Part at, Vocabulary words);
    }

    public AnalysisResult evaluate(Analysis analysis, Cohort cohort) {
        return evaluate.apply(type.cast(analysis), cohort);
    }
}
