package org.accrual.query.analysis.evaluation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.accrual.query.analysis.plan.Analysis;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.Notice;
import org.accrual.query.analysis.result.Range;
import org.accrual.query.analysis.result.TestResult;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;
import org.accrual.study.words.Months;

/** Time to an endpoint by group: curves, medians, tests, and the guard against immortal time. */
final class SurvivalEvaluation {
    /** Days this close to a whole number are that number: they come back from months. */
    private static final double WHOLE_DAY_TOLERANCE = 1e-6;

    private final Cohort cohort;
    private final Analysis.Survival plan;
    private final PartialDates partialDates;
    private final LeftOut leftOut = new LeftOut();
    private final List<Observation> observations = new ArrayList<>();

    SurvivalEvaluation(Cohort cohort, Analysis.Survival plan, PartialDates partialDates) {
        this.cohort = cohort;
        this.plan = plan;
        this.partialDates = partialDates;
    }

    /** @throws org.accrual.statistics.RefusedAnalysis if nobody is left to analyze */
    AnalysisResult.Survival result() {
        cohort.members().forEach(this::add);
        FollowUp followUp = followUp(Observation::middle);
        Groups groups = groups();
        List<SurvivalCurve> curves = KaplanMeier.curves(followUp, groups);
        var guard = new ImmortalTimeGuard(observations, followUp, groups);
        return new AnalysisResult.Survival(
                plan.name(),
                plan.title(),
                curves.getFirst().basis().method() + ", limits log-log, 95 %",
                leftOut.exclusions(),
                curves(followUp, groups, curves),
                plan.tests().stream().map(test -> test(test, followUp, groups)).toList(),
                guard.guard(plan.landmarksMonths()),
                curves.getFirst().basis().assumptions(),
                warnings(curves, guard));
    }

    private List<Notice> warnings(List<SurvivalCurve> curves, ImmortalTimeGuard guard) {
        var warnings = new ArrayList<Notice>();
        curves.forEach(curve -> warnings.addAll(Tests.notices(curve.basis())));
        warnings.addAll(guard.warnings());
        if (observations.stream().anyMatch(Observation::conditionedOnTheFuture))
            warnings.add(new Notice(
                    "CONDITIONED_ON_THE_FUTURE",
                    "Some patients belong to the cohort or their group only because of what happened after the time"
                            + " origin (a response, a duration without progression): they could not have the event"
                            + " before it."));
        return warnings.stream().distinct().toList();
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
            observations.add(new Observation(
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

    private static double daysTo(Fact<?> from, LocalDate day) {
        return day == null || from.date().latest() == null
                ? Double.NaN
                : ChronoUnit.DAYS.between(from.date().latest(), day);
    }

    private FollowUp followUp(ToDoubleFunction<Observation> length) {
        boolean[] events = new boolean[observations.size()];
        for (int i = 0; i < events.length; i++) events[i] = observations.get(i).event();
        return FollowUp.of(observations.stream().mapToDouble(length).toArray(), events);
    }

    /** Labels in the plan's order; a group of which nobody is left takes no part. */
    private Groups groups() {
        List<String> values = observations.stream().map(Observation::group).toList();
        return Groups.of(
                values, cohort.labels().stream().filter(values::contains).toList());
    }

    private List<AnalysisResult.Curve> curves(FollowUp followUp, Groups groups, List<SurvivalCurve> curves) {
        boolean partial = observations.stream().anyMatch(it -> it.shortest() != it.longest());
        List<SurvivalCurve> shortest = partial ? KaplanMeier.curves(followUp(Observation::shortest), groups) : curves;
        List<SurvivalCurve> longest = partial ? KaplanMeier.curves(followUp(Observation::longest), groups) : curves;
        List<SurvivalCurve> reverse = KaplanMeier.reverse(followUp, groups);
        var results = new ArrayList<AnalysisResult.Curve>();
        for (int i = 0; i < curves.size(); i++) {
            var median = new Range(
                    Curves.median(curves.get(i)), Curves.median(shortest.get(i)), Curves.median(longest.get(i)));
            results.add(Curves.of(curves.get(i), median, Curves.median(reverse.get(i)), plan.atMonths()));
        }
        return results;
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
        return Groups.of(observations.stream()
                .map(it -> it.member().reading().state().center().value())
                .toList());
    }
}
