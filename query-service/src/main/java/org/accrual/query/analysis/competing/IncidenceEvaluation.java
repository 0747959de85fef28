package org.accrual.query.analysis.competing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.Followed;
import org.accrual.query.analysis.cohort.LeftOut;
import org.accrual.query.analysis.cohort.Since;
import org.accrual.query.analysis.competing.IncidenceResult.At;
import org.accrual.query.analysis.competing.IncidenceResult.Incidence;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.kind.Warnings;
import org.accrual.query.analysis.plan.TimePoint;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.Basis;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.competing.AalenJohansen;
import org.accrual.statistics.competing.GrayTest;
import org.accrual.study.patient.Elapsed;
import org.accrual.study.patient.Fact;
import org.accrual.study.words.PatientId;

/** Follows each member to whichever comes first: the endpoint, the competing event, or the end of observation. */
final class IncidenceEvaluation {
    private static final int CENSORED = 0;
    private static final int ENDPOINT = 1;
    private static final int COMPETING = 2;

    private record Row(Followed followed, int cause) {}

    private final Cohort cohort;
    private final CumulativeIncidence plan;
    private final LeftOut leftOut = new LeftOut();
    private final List<Row> rows = new ArrayList<>();

    IncidenceEvaluation(Cohort cohort, CumulativeIncidence plan) {
        this.cohort = cohort;
        this.plan = plan;
    }

    /** @throws org.accrual.statistics.RefusedAnalysis if nobody is left to analyze */
    AnalysisResult result() {
        cohort.members().forEach(this::add);
        int[] causes = rows.stream().mapToInt(Row::cause).toArray();
        boolean[] events = new boolean[causes.length];
        for (int row = 0; row < events.length; row++) events[row] = causes[row] != CENSORED;
        FollowUp followUp = FollowUp.of(
                rows.stream().mapToDouble(it -> it.followed().middle()).toArray(), events);
        if (IntStream.of(causes).noneMatch(cause -> cause == ENDPOINT))
            return new Refused(plan.name(), plan.title(), Warnings.NO_EVENTS);
        Groups groups = groups();
        List<String> labels = List.of(plan.endpoint(), plan.competing());
        List<AalenJohansen.Curves> curves = AalenJohansen.curves(followUp, causes, labels, groups);
        return new IncidenceResult(
                plan.name(),
                plan.title(),
                curves.getFirst().basis().method(),
                leftOut.exclusions(),
                IntStream.range(0, curves.size())
                        .mapToObj(group -> incidence(curves.get(group), groups.rowsOf(group)))
                        .toList(),
                plan.tests().stream()
                        .map(test -> test(test, followUp, causes, labels, groups))
                        .toList(),
                curves.getFirst().basis().assumptions(),
                warnings(curves),
                analysed());
    }

    private void add(Cohort.Member member) {
        Optional<Fact<?>> endpoint = member.reading().at(plan.endpoint());
        Optional<Fact<?>> competing = member.reading().at(plan.competing());
        boolean competingFirst = competing.isPresent()
                && endpoint.map(it -> isLater(it, competing.get())).orElse(true);
        Followed.of(
                        member,
                        plan.from(),
                        competingFirst ? plan.competing() : plan.endpoint(),
                        plan.censored(),
                        cohort.partialDates(),
                        leftOut)
                .ifPresent(it -> rows.add(new Row(it, !it.event() ? CENSORED : competingFirst ? COMPETING : ENDPOINT)));
    }

    private static boolean isLater(Fact<?> fact, Fact<?> than) {
        Double months = Elapsed.between(than, fact).lowMonths();
        return months != null && months > 0;
    }

    /** Labels in the plan's order; a group of which nobody is left takes no part. */
    private Groups groups() {
        List<String> values =
                rows.stream().map(it -> it.followed().member().group()).toList();
        return Groups.of(
                values, cohort.labels().stream().filter(values::contains).toList());
    }

    private Incidence incidence(AalenJohansen.Curves curves, int[] members) {
        return new Incidence(
                curves.label(),
                Count.of(members.length),
                Count.of(by(members, ENDPOINT, Double.POSITIVE_INFINITY)),
                Count.of(by(members, COMPETING, Double.POSITIVE_INFINITY)),
                plan.times().stream().map(time -> at(curves, members, time)).toList());
    }

    private int by(int[] members, int cause, double days) {
        return (int) IntStream.of(members)
                .mapToObj(rows::get)
                .filter(it -> it.cause() == cause && it.followed().middle() <= days)
                .count();
    }

    private At at(AalenJohansen.Curves curves, int[] members, TimePoint time) {
        double days = time.inDays();
        int atRisk = (int) IntStream.of(members)
                .filter(row -> rows.get(row).followed().middle() > days)
                .count();
        // Beyond the last observation nothing is known, unless everybody had come to either event.
        boolean known =
                days <= curves.times()[curves.times().length - 1] || curves.none()[curves.none().length - 1] == 0;
        var estimate = curves.incidenceAt(ENDPOINT - 1, days, Tests.LEVEL);
        return new At(
                time.months(),
                time.days(),
                known ? Range.number(estimate.value()) : null,
                known ? Tests.limits(estimate.limits()) : null,
                known
                        ? Range.number(curves.incidenceAt(COMPETING - 1, days, Tests.LEVEL)
                                .value())
                        : null,
                Count.of(by(members, ENDPOINT, days)),
                Count.of(by(members, COMPETING, days)),
                Count.of(atRisk));
    }

    private static TestResult test(
            CompetingTest test, FollowUp followUp, int[] causes, List<String> labels, Groups groups) {
        return switch (test) {
            case GRAY ->
                Tests.orRefusal(test, () -> {
                    GrayTest.Result result = GrayTest.test(followUp, causes, labels, groups);
                    GrayTest.Line line = result.lines().get(ENDPOINT - 1);
                    Basis basis = result.basis();
                    return new TestResult(
                            test.name(),
                            basis.method(),
                            Range.number(line.chiSquared()),
                            line.degreesOfFreedom(),
                            Range.number(line.pValue()),
                            basis.assumptions(),
                            Tests.notices(basis),
                            null);
                });
        };
    }

    private List<Notice> warnings(List<AalenJohansen.Curves> curves) {
        var warnings = new ArrayList<Notice>();
        curves.forEach(curve -> warnings.addAll(Tests.notices(curve.basis())));
        if (rows.stream().anyMatch(IncidenceEvaluation::isKnownLater)) warnings.add(Warnings.CONDITIONED_ON_THE_FUTURE);
        return warnings.stream().distinct().toList();
    }

    private static boolean isKnownLater(Row row) {
        Cohort.Member member = row.followed().member();
        var known = new Since.Last(List.of(member.inCohort(), member.inGroup()));
        return known.from(row.followed().from()).middle() > 0;
    }

    private Map<String, List<PatientId>> analysed() {
        var byGroup = new LinkedHashMap<String, List<PatientId>>();
        cohort.labels().forEach(label -> byGroup.put(label, new ArrayList<>()));
        rows.forEach(row -> byGroup.get(row.followed().member().group())
                .add(row.followed().member().id()));
        return byGroup;
    }
}
