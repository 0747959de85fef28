package org.accrual.query.analysis.evaluation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.accrual.kernel.language.Months;
import org.accrual.kernel.patient.Elapsed;
import org.accrual.kernel.patient.Fact;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Limits;
import org.accrual.query.analysis.result.Notice;
import org.accrual.query.analysis.result.Range;
import org.accrual.query.analysis.result.TestResult;
import org.accrual.query.survival.FollowUp;
import org.accrual.query.survival.Groups;
import org.accrual.query.survival.Interval;
import org.accrual.query.survival.KaplanMeier;
import org.accrual.query.survival.Landmark;
import org.accrual.query.survival.RefusedAnalysis;
import org.accrual.query.survival.SurvivalCurve;

/** Time to an endpoint by group: curves, medians, tests, and the guard against immortal time. */
final class SurvivalEvaluation {
    private static final org.accrual.query.survival.Limits LOG_LOG = org.accrual.query.survival.Limits.LOG_LOG;

    /** Days this close to a whole number are that number: they come back from months. */
    private static final double WHOLE_DAY_TOLERANCE = 1e-6;

    /**
     * One patient's observation, days from the origin.
     *
     * @param treated when the treatment that makes the patient a member of the group happened; NaN if none does
     * @param known when membership in cohort and group was certain; NaN if it always was
     */
    private record Row(
            Cohort.Member member, double shortest, double longest, boolean event, double treated, double known) {
        double middle() {
            return (shortest + longest) / 2;
        }

        double immortal() {
            return Double.isNaN(treated) ? 0 : Math.clamp(treated, 0, middle());
        }
    }

    private final Cohort cohort;
    private final Analysis.Survival plan;
    private final PartialDates partialDates;
    private final LeftOut leftOut = new LeftOut();
    private final List<Row> rows = new ArrayList<>();

    SurvivalEvaluation(Cohort cohort, Analysis.Survival plan, PartialDates partialDates) {
        this.cohort = cohort;
        this.plan = plan;
        this.partialDates = partialDates;
    }

    /** @throws RefusedAnalysis if nobody is left to analyze */
    AnalysisResult.Survival result() {
        cohort.members().forEach(this::add);
        FollowUp followUp = followUp(Row::middle);
        Groups groups = groups(rows);
        List<SurvivalCurve> curves = KaplanMeier.curves(followUp, groups);
        var warnings = new LinkedHashSet<Notice>();
        curves.forEach(curve -> warnings.addAll(Tests.notices(curve.basis())));
        AnalysisResult.Guard guard = guard(followUp);
        if (guard != null) guard.shares().forEach(share -> warnings.add(immortalTime(share)));
        knownLater().ifPresent(warnings::add);
        return new AnalysisResult.Survival(
                plan.name(),
                plan.title(),
                curves.getFirst().basis().method() + ", limits log-log, 95 %",
                leftOut.exclusions(),
                curves(followUp, groups, curves),
                plan.tests().stream().map(test -> test(test, followUp, groups)).toList(),
                guard,
                curves.getFirst().basis().assumptions(),
                List.copyOf(warnings));
    }

    private void add(Cohort.Member member) {
        Optional<Fact<?>> from = member.reading().at(plan.from());
        Optional<Fact<?>> endpoint = member.reading().at(plan.endpoint());
        Optional<Fact<?>> end = endpoint.or(() -> member.reading().at(plan.censored()));
        if (from.isEmpty()) leftOut.add(LeftOut.NO_ORIGIN, member);
        else if (end.isEmpty()) leftOut.add(LeftOut.NOT_FOLLOWED, member);
        else add(member, from.get(), Elapsed.between(from.get(), end.get()), endpoint.isPresent());
    }

    private void add(Cohort.Member member, Fact<?> from, Elapsed elapsed, boolean event) {
        if (elapsed.lowMonths() == null || elapsed.highMonths() == null) leftOut.add(LeftOut.DATE_UNBOUNDED, member);
        else if (partialDates == PartialDates.NEEDS_DAY && !elapsed.isExact()) leftOut.add(LeftOut.NEEDS_DAY, member);
        else if (elapsed.highMonths() < 0) leftOut.add(LeftOut.ENDS_BEFORE_ORIGIN, member);
        else
            rows.add(new Row(
                    member,
                    days(Math.max(0, elapsed.lowMonths())),
                    days(elapsed.highMonths()),
                    event,
                    daysTo(from, member.treatedOn()),
                    daysTo(from, member.knownOn())));
    }

    private static double days(double months) {
        double days = months * Months.DAYS_PER_MONTH;
        return Math.abs(days - Math.rint(days)) < WHOLE_DAY_TOLERANCE ? Math.rint(days) : days;
    }

    private static double daysTo(Fact<?> from, java.time.LocalDate day) {
        return day == null || from.date().latest() == null
                ? Double.NaN
                : java.time.temporal.ChronoUnit.DAYS.between(from.date().latest(), day);
    }

    private FollowUp followUp(ToDoubleFunction<Row> length) {
        boolean[] events = new boolean[rows.size()];
        for (int i = 0; i < events.length; i++) events[i] = rows.get(i).event();
        return FollowUp.of(rows.stream().mapToDouble(length).toArray(), events);
    }

    /** Labels in the plan's order; a group of which nobody is left takes no part. */
    private Groups groups(List<Row> of) {
        List<String> values = of.stream().map(row -> row.member().group()).toList();
        return Groups.of(
                values, cohort.labels().stream().filter(values::contains).toList());
    }

    private List<AnalysisResult.Curve> curves(FollowUp followUp, Groups groups, List<SurvivalCurve> curves) {
        boolean partial = rows.stream().anyMatch(row -> row.shortest() != row.longest());
        List<SurvivalCurve> shortest = partial ? KaplanMeier.curves(followUp(Row::shortest), groups) : curves;
        List<SurvivalCurve> longest = partial ? KaplanMeier.curves(followUp(Row::longest), groups) : curves;
        List<SurvivalCurve> reverse = KaplanMeier.reverse(followUp, groups);
        var results = new ArrayList<AnalysisResult.Curve>();
        for (int i = 0; i < curves.size(); i++) {
            var median = new Range(median(curves.get(i)), median(shortest.get(i)), median(longest.get(i)));
            results.add(curve(curves.get(i), median, median(reverse.get(i))));
        }
        return results;
    }

    private static Double median(SurvivalCurve curve) {
        return months(curve.median(LOG_LOG, Tests.LEVEL).value());
    }

    private static Double months(double days) {
        return Range.number(days / Months.DAYS_PER_MONTH);
    }

    private static Limits months(Interval days) {
        return new Limits(months(days.lower()), months(days.upper()));
    }

    private static Limits limits(Interval interval) {
        return new Limits(Range.number(interval.lower()), Range.number(interval.upper()));
    }

    private AnalysisResult.Curve curve(SurvivalCurve curve, Range median, Double medianFollowUp) {
        return new AnalysisResult.Curve(
                curve.label(),
                Count.of(curve.patients()),
                Count.of((int) curve.totalEvents()),
                median,
                months(curve.median(LOG_LOG, Tests.LEVEL).limits()),
                medianFollowUp,
                plan.atMonths().stream().map(time -> at(curve, time)).toList(),
                steps(curve));
    }

    private static AnalysisResult.At at(SurvivalCurve curve, BigDecimal months) {
        double days = months.doubleValue() * Months.DAYS_PER_MONTH;
        int atRisk = (int) curve.atRiskAt(days)[0];
        // Beyond the last observation nothing is known, unless the curve has reached 0.
        if (days > curve.lastTime() && curve.survival()[curve.survival().length - 1] > 0)
            return new AnalysisResult.At(months, null, null, Count.of(0));
        var estimate = curve.survivalAt(days, LOG_LOG, Tests.LEVEL);
        return new AnalysisResult.At(months, estimate.value(), limits(estimate.limits()), Count.of(atRisk));
    }

    private static List<AnalysisResult.Step> steps(SurvivalCurve curve) {
        double[][] band = curve.band(LOG_LOG, Tests.LEVEL);
        var steps = new ArrayList<AnalysisResult.Step>();
        for (int i = 0; i < curve.times().length; i++)
            steps.add(new AnalysisResult.Step(
                    curve.times()[i] / Months.DAYS_PER_MONTH,
                    curve.survival()[i],
                    new Limits(Range.number(band[0][i]), Range.number(band[1][i])),
                    Count.of((int) curve.atRisk()[i]),
                    Count.of((int) curve.events()[i]),
                    Count.of((int) curve.censored()[i])));
        return steps;
    }

    private TestResult test(Test test, FollowUp followUp, Groups groups) {
        return switch (test) {
            case LOG_RANK -> Tests.logRank(test, followUp, groups, null);
            case LOG_RANK_BY_CENTER -> Tests.logRank(test, followUp, groups, centers());
            case FISHER, CHI_SQUARED, YATES, MANN_WHITNEY ->
                throw new IllegalStateException("a plan never asks for " + test + " here");
        };
    }

    private Groups centers() {
        return Groups.of(rows.stream()
                .map(row -> row.member().reading().state().center().value())
                .toList());
    }

    /** Null unless one of two groups is defined by a treatment that came after the origin. */
    private AnalysisResult.Guard guard(FollowUp followUp) {
        List<String> labels = groups(rows).labels();
        List<String> late = labels.stream()
                .filter(label ->
                        rows.stream().anyMatch(row -> row.member().group().equals(label) && row.immortal() > 0))
                .toList();
        if (late.isEmpty()) return null;
        List<AnalysisResult.ImmortalTime> shares =
                late.stream().map(this::share).toList();
        if (labels.size() != 2 || late.size() != 1) return new AnalysisResult.Guard(shares, List.of(), null);
        return new AnalysisResult.Guard(
                shares,
                plan.landmarksMonths().stream()
                        .map(months -> landmark(followUp, months))
                        .toList(),
                Tests.mantelByar(followUp, treatmentTimes()));
    }

    private AnalysisResult.ImmortalTime share(String label) {
        double immortal = 0;
        double total = 0;
        for (Row row : rows) {
            if (!row.member().group().equals(label)) continue;
            immortal += row.immortal();
            total += row.middle();
        }
        return new AnalysisResult.ImmortalTime(
                label, immortal / Months.DAYS_PER_MONTH, total == 0 ? 0 : immortal / total);
    }

    private static Notice immortalTime(AnalysisResult.ImmortalTime share) {
        return new Notice(
                "IMMORTAL_TIME",
                String.format(
                        java.util.Locale.ROOT,
                        "Immortal-time bias: %.1f months (%.0f %%) observed in group %s lie before the treatment that"
                                + " defines it; nobody could have the event there and still become a member. Prefer the"
                                + " landmark and time-dependent estimates.",
                        share.months(),
                        100 * share.share(),
                        share.group()));
    }

    private Optional<Notice> knownLater() {
        long later = rows.stream()
                .filter(row -> row.known() > 0 && !(row.known() <= row.immortal()))
                .count();
        if (later == 0) return Optional.empty();
        return Optional.of(new Notice(
                "CONDITIONED_ON_THE_FUTURE",
                "Some patients belong to the cohort or their group only because of what happened after the time origin"
                        + " (a response, a duration without progression): they could not have the event before it."));
    }

    /** Those still under observation, divided by whether they had been treated by then. */
    private AnalysisResult.Landmark landmark(FollowUp followUp, BigDecimal months) {
        List<String> labels = List.of("not treated by month " + months, "treated by month " + months);
        try {
            Landmark landmark =
                    Landmark.at(months.doubleValue() * Months.DAYS_PER_MONTH, followUp, treatmentTimes(), labels);
            return new AnalysisResult.Landmark(
                    months,
                    Count.of(landmark.leftOut()),
                    KaplanMeier.curves(landmark.followUp(), landmark.groups()).stream()
                            .map(curve -> curve(curve, exactly(median(curve)), null))
                            .toList(),
                    Tests.logRank(Test.LOG_RANK, landmark.followUp(), landmark.groups(), null));
        } catch (RefusedAnalysis e) {
            TestResult refused = Tests.refused(Test.LOG_RANK, e.reason().name(), e.getMessage());
            return new AnalysisResult.Landmark(months, null, List.of(), refused);
        }
    }

    private static Range exactly(Double value) {
        return new Range(value, value, value);
    }

    /** A treatment before the origin counts from the origin. */
    private double[] treatmentTimes() {
        return rows.stream()
                .mapToDouble(row -> Double.isNaN(row.treated()) ? Double.NaN : Math.max(0, row.treated()))
                .toArray();
    }
}
