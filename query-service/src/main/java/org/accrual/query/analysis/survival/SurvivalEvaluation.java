package org.accrual.query.analysis.survival;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.Followed;
import org.accrual.query.analysis.cohort.LeftOut;
import org.accrual.query.analysis.cohort.Since;
import org.accrual.query.analysis.cohort.Wait;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.kind.Warnings;
import org.accrual.query.analysis.plan.PartialDates;
import org.accrual.query.analysis.survival.SurvivalResult.Curve;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.study.words.PatientId;

/** Time to an endpoint by group: curves, medians, tests, and the guard against immortal time. */
final class SurvivalEvaluation {
    private final Cohort cohort;
    private final SurvivalAnalysis plan;
    private final LeftOut leftOut = new LeftOut();
    private final List<Observation> observations = new ArrayList<>();
    private boolean deathCensored;
    private boolean groupDateUnknown;

    SurvivalEvaluation(Cohort cohort, SurvivalAnalysis plan) {
        this.cohort = cohort;
        this.plan = plan;
    }

    /** @throws org.accrual.statistics.RefusedAnalysis if nobody is left to analyze */
    SurvivalResult result() {
        cohort.members().forEach(this::add);
        FollowUp followUp = followUp(Observation::middle);
        Groups groups = groups();
        List<SurvivalCurve> curves = KaplanMeier.curves(followUp, groups);
        var guard = new ImmortalTimeGuard(observations, followUp, groups);
        return new SurvivalResult(
                plan.name(),
                plan.title(),
                curves.getFirst().basis().method() + ", limits log-log, 95 %",
                leftOut.exclusions(),
                curves(followUp, groups, curves),
                plan.tests().stream().map(test -> test(test, followUp, groups)).toList(),
                guard.guard(plan.landmarks()),
                curves.getFirst().basis().assumptions(),
                warnings(curves, guard),
                analysed());
    }

    private List<Notice> warnings(List<SurvivalCurve> curves, ImmortalTimeGuard guard) {
        var warnings = new ArrayList<Notice>();
        curves.forEach(curve -> warnings.addAll(Tests.notices(curve.basis())));
        warnings.addAll(guard.warnings(plan.landmarks()));
        if (observations.stream().anyMatch(Observation::conditionedOnTheFuture))
            warnings.add(Warnings.CONDITIONED_ON_THE_FUTURE);
        if (groupDateUnknown)
            warnings.add(new Notice(
                    "GROUP_DATE_UNKNOWN",
                    "What makes some patients members of their group has no date: they count as members from the time"
                            + " origin on, and whether that is true can't be said."));
        if (deathCensored) warnings.add(Warnings.DEATH_COMPETES);
        return warnings.stream().distinct().toList();
    }

    private void add(Cohort.Member member) {
        Followed.of(member, plan.from(), plan.endpoint(), plan.censored(), cohort.partialDates(), leftOut)
                .ifPresent(this::add);
    }

    private void add(Followed followed) {
        Cohort.Member member = followed.member();
        Wait treated = member.inGroup().treatment().from(followed.from());
        Wait joined = member.inGroup().from(followed.from());
        if (isUnbounded(treated) || isUnbounded(joined) && joined.lowest() > 0)
            leftOut.add(LeftOut.GROUP_DATE_UNBOUNDED, member);
        else if (!treated.isOverAtOrigin() && needsDay(treated.isExact())) leftOut.add(LeftOut.NEEDS_DAY, member);
        else {
            Wait known = new Since.Last(List.of(member.inCohort(), member.inGroup())).from(followed.from());
            observations.add(new Observation(followed, treated, joined, known));
            groupDateUnknown |= isUnbounded(joined);
            deathCensored |= followed.diedWithoutEvent();
        }
    }

    private boolean needsDay(boolean exact) {
        return cohort.partialDates() == PartialDates.NEEDS_DAY && !exact;
    }

    private static boolean isUnbounded(Wait wait) {
        return !wait.isOverAtOrigin() && !wait.isBounded();
    }

    private FollowUp followUp(ToDoubleFunction<Observation> length) {
        boolean[] events = new boolean[observations.size()];
        for (int i = 0; i < events.length; i++)
            events[i] = observations.get(i).followed().event();
        return FollowUp.of(observations.stream().mapToDouble(length).toArray(), events);
    }

    /** Labels in the plan's order; a group of which nobody is left takes no part. */
    private Groups groups() {
        List<String> values = observations.stream().map(Observation::group).toList();
        return Groups.of(
                values, cohort.labels().stream().filter(values::contains).toList());
    }

    private Map<String, List<PatientId>> analysed() {
        var byGroup = new LinkedHashMap<String, List<PatientId>>();
        cohort.labels().forEach(label -> byGroup.put(label, new ArrayList<>()));
        observations.forEach(
                it -> byGroup.get(it.group()).add(it.followed().member().id()));
        return byGroup;
    }

    private List<Curve> curves(FollowUp followUp, Groups groups, List<SurvivalCurve> curves) {
        boolean partial = observations.stream()
                .anyMatch(it -> it.followed().shortest() != it.followed().longest());
        List<SurvivalCurve> shortest =
                partial ? KaplanMeier.curves(followUp(it -> it.followed().shortest()), groups) : curves;
        List<SurvivalCurve> longest =
                partial ? KaplanMeier.curves(followUp(it -> it.followed().longest()), groups) : curves;
        List<SurvivalCurve> reverse = KaplanMeier.reverse(followUp, groups);
        var results = new ArrayList<Curve>();
        for (int i = 0; i < curves.size(); i++) {
            var median = new Range(
                    Curves.median(curves.get(i)), Curves.median(shortest.get(i)), Curves.median(longest.get(i)));
            results.add(Curves.of(curves.get(i), median, Curves.median(reverse.get(i)), plan.times()));
        }
        return results;
    }

    private TestResult test(SurvivalTest test, FollowUp followUp, Groups groups) {
        return switch (test) {
            case LOG_RANK -> SurvivalTests.logRank(test, followUp, groups, null);
            case LOG_RANK_BY_CENTER -> SurvivalTests.logRank(test, followUp, groups, centers());
        };
    }

    private Groups centers() {
        return Groups.of(observations.stream()
                .map(it -> it.followed().member().reading().state().center().value())
                .toList());
    }
}
