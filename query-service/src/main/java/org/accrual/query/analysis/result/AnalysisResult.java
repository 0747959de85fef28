package org.accrual.query.analysis.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;

/** What one analysis of a plan gave, in the plan's order; durations are months. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AnalysisResult.Survival.class, name = "survival"),
    @JsonSubTypes.Type(value = AnalysisResult.Counts.class, name = "counts"),
    @JsonSubTypes.Type(value = AnalysisResult.Description.class, name = "description"),
    @JsonSubTypes.Type(value = AnalysisResult.Refused.class, name = "refused")
})
public sealed interface AnalysisResult {
    String name();

    String title();

    /**
     * @param leftOut of the cohort, and why
     * @param guard estimates that do not suffer from immortal time; null where the naive one does not either
     */
    @Schema(name = "SurvivalResult")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Survival(
            String name,
            String title,
            String method,
            List<Exclusion> leftOut,
            List<Curve> groups,
            List<TestResult> tests,
            Guard guard,
            List<String> assumptions,
            List<Notice> warnings)
            implements AnalysisResult {}

    /**
     * One group's Kaplan–Meier estimate.
     *
     * @param median its ends are what it were if every duration had its shortest, and its longest, possible value; they
     *     differ from the value only where dates are partial
     * @param medianLimits Brookmeyer–Crowley, log-log
     * @param medianFollowUp by reverse Kaplan–Meier; null if not reached
     * @param at survival at the times that the plan asks for
     * @param steps the curve itself
     */
    @Schema(name = "CurveOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Curve(
            String label,
            Count patients,
            Count events,
            Range median,
            Limits medianLimits,
            Double medianFollowUp,
            List<At> at,
            List<Step> steps) {}

    /** Survival at a time, with its log-log limits, and how many were under observation just before. */
    @Schema(name = "AtOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record At(BigDecimal months, Double survival, Limits limits, Count atRisk) {}

    @Schema(name = "StepOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(double months, double survival, Limits limits, Count atRisk, Count events, Count censored) {}

    /**
     * Groups that differ by a later treatment owe its wait to their survival: without surviving that long nobody gets
     * there.
     *
     * @param shares immortal time by group
     * @param naive the group defined by the treatment against the other, as if membership were known from the start;
     *     null, like all below, unless there are two groups and one of them is treated later
     * @param landmarks who was treated by the landmark against who was not, counted from there
     * @param timeDependent each patient counts as untreated until treated
     * @param mantelByar the test of that (Mantel and Byar 1974)
     */
    @Schema(name = "GuardOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Guard(
            List<ImmortalTime> shares,
            HazardRatio naive,
            List<Landmark> landmarks,
            HazardRatio timeDependent,
            TestResult mantelByar) {}

    /**
     * Of the treated against the untreated, by Cox's model with Efron's ties.
     *
     * @param value null if refused or not finite
     * @param refusal named reason and sentence; null if it could be computed
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record HazardRatio(Double value, Limits limits, List<Notice> warnings, Notice refusal) {}

    /**
     * @param months observed before the treatment that makes the patient a member
     * @param share of all the group's months, 0 to 1
     */
    record ImmortalTime(String group, double months, double share) {}

    /**
     * @param leftBefore whose observation had ended by the landmark; null if refused
     * @param groups the curves from the landmark on; empty if refused
     */
    @Schema(name = "LandmarkOfSurvival")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Landmark(
            BigDecimal months, Count leftBefore, List<Curve> groups, HazardRatio hazardRatio, TestResult test) {}

    /** How often each outcome occurs in each group. */
    @Schema(name = "CountsResult")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Counts(
            String name,
            String title,
            List<Exclusion> leftOut,
            List<String> outcomes,
            List<Row> groups,
            List<TestResult> tests,
            List<Notice> warnings)
            implements AnalysisResult {}

    /** The label {@code all} is everyone together, if there is more than one group. */
    @Schema(name = "RowOfCounts")
    record Row(String label, Count patients, List<Cell> outcomes) {}

    /** @param limits Wilson's, of the proportion */
    @Schema(name = "CellOfCounts")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cell(String outcome, Count patients, Double proportion, Limits limits) {}

    @Schema(name = "DescriptionResult")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Description(
            String name,
            String title,
            List<Exclusion> leftOut,
            List<Summary> groups,
            List<TestResult> tests,
            List<Notice> warnings)
            implements AnalysisResult {}

    /** The label {@code all} is everyone together, if there is more than one group. */
    @Schema(name = "SummaryOfDescription")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(String label, Count patients, Range mean, Range median, Range smallest, Range greatest) {}

    /** The data do not allow it: a named reason. */
    @Schema(name = "RefusedResult")
    record Refused(String name, String title, Notice refusal) implements AnalysisResult {}
}
