package org.accrual.query.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.disclosure.Count;
import org.accrual.study.administration.StudyState;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.patient.PatientState;
import org.accrual.study.words.StudyId;

/** The one evaluator of all plans: patients in, figures out. Pure; the order of the patients is the caller's. */
public final class Comparison {
    /** Changes whenever the same data and plan would give other numbers. */
    public static final String ENGINE = "accrual-analysis/2";

    /** The name of the warning that tells which moments nobody came to. */
    static final String NEVER_REACHED = "NEVER_REACHED";

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
                        .map(analysis -> Kinds.evaluate(analysis, cohort))
                        .toList(),
                warnings(study.origin(), cohort));
    }

    private static String label(DataOrigin origin) {
        return switch (origin) {
            case SYNTHETIC -> "SYNTHETIC: reconstructed rows, not patients";
            case PUBLISHED_CASE -> "PUBLISHED CASE: dates as printed or derived";
            case CLINICAL -> "CLINICAL";
        };
    }

    private static List<Notice> warnings(DataOrigin origin, Cohort cohort) {
        var warnings = new ArrayList<Notice>();
        if (origin == DataOrigin.SYNTHETIC)
            warnings.add(new Notice(
                    "SYNTHETIC_DATA",
                    "The rows were searched until their statistics equalled published ones: agreement with"
                            + " those is by construction, and nothing else follows from them."));
        if (!cohort.neverReached().isEmpty())
            warnings.add(new Notice(
                    NEVER_REACHED,
                    "No patient of the study came to " + String.join(", ", cohort.neverReached())
                            + ": nothing of that kind is recorded, or the plan says it otherwise than the records."));
        return warnings;
    }
}
