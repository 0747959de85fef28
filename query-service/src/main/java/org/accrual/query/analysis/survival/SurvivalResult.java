package org.accrual.query.analysis.survival;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.HazardRatio;
import org.accrual.query.analysis.kind.Limits;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.disclosure.Count;
import org.accrual.study.words.PatientId;

/**
 * Curves by group, with medians and tests.
 *
 * @param leftOut of the cohort, and why
 * @param guard estimates that do not suffer from immortal time; null where the naive one does not either
 */
@JsonTypeName("survival")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SurvivalResult(
        String name,
        String title,
        String method,
        List<Exclusion> leftOut,
        List<Curve> groups,
        List<TestResult> tests,
        Guard guard,
        List<String> assumptions,
        List<Notice> warnings,
        @JsonIgnore Map<String, List<PatientId>> analysed)
        implements AnalysisResult {
    /**
     * One group's Kaplan–Meier estimate.
     *
     * @param median its ends are what it were if every duration had its shortest, and its longest, possible value; they
     *     differ from the value only where dates are partial
     * @param medianLimits Brookmeyer–Crowley, log-log
     * @param medianFollowUp by reverse Kaplan–Meier; null if not reached
     * @param at survival at the times that the plan asks for
     * @param steps the curve itself; empty for whoever may see aggregates only
     */
    @Schema(name = "CurveOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Curve(
            String label,
            Count patients,
            Count events,
            Range median,
            Limits medianLimits,
            Double medianFollowUp,
            List<At> at,
            List<Step> steps) {}

    /**
     * Survival at a time, with its log-log limits, and how many were under observation just before.
     *
     * @param months null if the plan says days
     * @param days null if the plan says months
     */
    @Schema(name = "AtOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record At(BigDecimal months, Integer days, Double survival, Limits limits, Count atRisk) {}

    @Schema(name = "StepOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(double months, double survival, Limits limits, Count atRisk, Count events, Count censored) {}

    /**
     * Groups that differ by what came later owe its wait to their survival: without surviving that long nobody gets
     * there.
     *
     * @param shares immortal time by group
     * @param naive the group defined by what came later against the other, as if membership were known from the start;
     *     null unless there are two groups and one of them is defined so
     * @param landmarks who belonged to which group by the landmark, counted from there
     * @param timeDependent each patient counts as a member from the day on which that was known; null like the naive one
     * @param mantelByar the test of that (Mantel and Byar 1974); null like the naive one
     */
    @Schema(name = "GuardOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Guard(
            List<ImmortalTime> shares,
            HazardRatio naive,
            List<Landmark> landmarks,
            HazardRatio timeDependent,
            TestResult mantelByar) {}

    /**
     * @param months observed before it was known that the patient is a member
     * @param share of all the group's months, 0 to 1
     */
    public record ImmortalTime(String group, double months, double share) {}

    /**
     * @param months null if the plan says days
     * @param days null if the plan says months
     * @param leftBefore whose observation had ended by the landmark; null if refused
     * @param leftUnknown under observation, but of no group by the landmark; null if refused, or if there is a group for
     *     whoever is of no other
     * @param groups the curves from the landmark on; empty if refused
     * @param hazardRatio of the second group against the first; null unless there are two
     */
    @Schema(name = "LandmarkOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Landmark(
            BigDecimal months,
            Integer days,
            Count leftBefore,
            Count leftUnknown,
            List<Curve> groups,
            HazardRatio hazardRatio,
            TestResult test) {}

    @Override
    public AnalysisResult disclosed() {
        return SurvivalDisclosure.of(this);
    }

    @Override
    public Section section() {
        return SurvivalSection.of(this);
    }
}
