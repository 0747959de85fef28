package org.accrual.query.analysis.evaluation;

import java.util.List;
import java.util.function.Consumer;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.analysis.plan.PlanFormat;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.ComparisonResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Notice;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.StudyId;

/** The one evaluator of all plans: patients in, figures out. Pure; the order of the patients is the caller's. */
public final class Comparison {
    /** Changes whenever the same data and plan would give other numbers. */
    public static final String ENGINE = "accrual-analysis/1";

    private static final String MONTHS = "days / 30.4375";

    private Comparison() {}

    /** Hands over every patient of the study, in a fixed order. */
    public interface Patients {
        void forEach(Consumer<PatientState> reader);
    }

    /** @param position text form of the position at which study and patients were read */
    public static ComparisonResult of(Plan plan, StudyId id, StudyState study, String position, Patients patients) {
        var cohort = new Cohort(plan);
        patients.forEach(cohort::add);
        return new ComparisonResult(
                label(study.origin()),
                study.origin(),
                id,
                position,
                ENGINE,
                PlanFormat.hash(plan),
                plan,
                MONTHS,
                Count.of(cohort.patients()),
                Count.of(cohort.members().size()),
                cohort.exclusions(),
                cohort.groups(),
                plan.analyses().stream()
                        .map(analysis -> orRefusal(cohort, plan, analysis))
                        .toList(),
                warnings(study.origin()));
    }

    private static AnalysisResult orRefusal(Cohort cohort, Plan plan, Analysis analysis) {
        try {
            return evaluate(cohort, plan, analysis);
        } catch (RefusedAnalysis e) {
            return new AnalysisResult.Refused(
                    analysis.name(), analysis.title(), new Notice(e.reason().name(), e.getMessage()));
        }
    }

    private static AnalysisResult evaluate(Cohort cohort, Plan plan, Analysis analysis) {
        return switch (analysis) {
            case Analysis.Survival survival -> new SurvivalEvaluation(cohort, survival, plan.partialDates()).result();
            case Analysis.Proportion proportion -> new CountsEvaluation(cohort).of(proportion);
            case Analysis.Table table -> new CountsEvaluation(cohort).of(table);
            case Analysis.Description description ->
                new DescriptionEvaluation(cohort, description, plan.partialDates()).result();
        };
    }

    private static String label(DataOrigin origin) {
        return switch (origin) {
            case SYNTHETIC -> "SYNTHETIC: reconstructed rows, not patients";
            case PUBLISHED_CASE -> "PUBLISHED CASE: dates as printed or derived";
            case CLINICAL -> "CLINICAL";
        };
    }

    private static List<Notice> warnings(DataOrigin origin) {
        return origin != DataOrigin.SYNTHETIC
                ? List.of()
                : List.of(new Notice(
                        "SYNTHETIC_DATA",
                        "The rows were searched until their statistics equalled published ones: agreement with"
                                + " those is by construction, and nothing else follows from them."));
    }
}
