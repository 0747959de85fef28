package org.accrual.query.analysis.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.accrual.query.analysis.kind.HazardRatio;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.kind.Warnings;
import org.accrual.query.analysis.plan.TimePoint;
import org.accrual.query.analysis.survival.SurvivalResult.Guard;
import org.accrual.query.analysis.survival.SurvivalResult.ImmortalTime;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.survival.MantelByar;
import org.accrual.study.words.Months;

/**
 * Whoever is grouped by what came after the origin has survived until then. This finds such groups from the events, and
 * sets estimates that do not suffer from it beside the naive one.
 */
final class ImmortalTimeGuard {
    private final List<Observation> observations;
    private final FollowUp followUp;
    private final Groups groups;
    private final List<String> late;

    /** @param groups of the observations, in their order, as {@code followUp} is */
    ImmortalTimeGuard(List<Observation> observations, FollowUp followUp, Groups groups) {
        this.observations = observations;
        this.followUp = followUp;
        this.groups = groups;
        this.late = groups.labels().stream()
                .filter(label -> observations.stream().anyMatch(it -> it.group().equals(label) && it.immortal() > 0))
                .toList();
    }

    /** @return null if no group is defined by what came later */
    Guard guard(List<TimePoint> landmarks) {
        if (late.isEmpty()) return null;
        List<ImmortalTime> shares = late.stream().map(this::share).toList();
        var landmark = new LandmarkAnalysis(observations, followUp, groups, late);
        var results = landmarks.stream().map(landmark::at).toList();
        // With more than two groups, or both known later only, it takes a model with a term for each.
        if (groups.size() != 2 || late.size() != 1) return new Guard(shares, null, results, null, null);
        MantelByar.Intervals intervals = MantelByar.split(followUp, joiningTimes());
        return new Guard(
                shares,
                hazardRatio(followUp, i -> isLate(observations.get(i))),
                results,
                hazardRatio(intervals.followUp(), i -> intervals.exposed()[i]),
                SurvivalTests.mantelByar(intervals));
    }

    List<Notice> warnings(List<TimePoint> landmarks) {
        var warnings = new ArrayList<Notice>();
        late.stream()
                .filter(label ->
                        observations.stream().anyMatch(it -> it.group().equals(label) && it.isMemberByLaterTreatment()))
                .map(ImmortalTimeGuard::warning)
                .forEach(warnings::add);
        if (late.isEmpty() && !landmarks.isEmpty())
            warnings.add(new Notice(
                    "LANDMARKS_NOT_USED",
                    "No group rests on what came after the time origin: there is nothing that a landmark could hold"
                            + " apart, and none was computed."));
        return warnings;
    }

    private ImmortalTime share(String label) {
        double immortal = 0;
        double total = 0;
        for (Observation it : observations) {
            if (!it.group().equals(label)) continue;
            immortal += it.immortal();
            total += it.middle();
        }
        return new ImmortalTime(label, immortal / Months.DAYS_PER_MONTH, total == 0 ? 0 : immortal / total);
    }

    private static Notice warning(String group) {
        String sentence = "Immortal-time bias: part of the time observed in group %s lies before the treatment that"
                + " defines it; nobody could have the event there and still become a member. Prefer the landmark and"
                + " time-dependent estimates.";
        return new Notice("IMMORTAL_TIME", String.format(Locale.ROOT, sentence, group));
    }

    private boolean isLate(Observation observation) {
        return observation.group().equals(late.getFirst());
    }

    /** Days; NaN for never. A member from before the origin on counts from the origin. */
    private double[] joiningTimes() {
        return observations.stream()
                .mapToDouble(it -> !isLate(it) ? Double.NaN : Double.isNaN(it.joinedLater()) ? 0 : it.joinedLater())
                .toArray();
    }

    static HazardRatio hazardRatio(FollowUp followUp, IntPredicate member) {
        if (followUp.eventCount() == 0) return HazardRatio.refused(Warnings.NO_EVENTS);
        double[] indicator = new double[followUp.rows()];
        for (int row = 0; row < indicator.length; row++) indicator[row] = member.test(row) ? 1 : 0;
        return HazardRatio.orRefusal(() -> {
            CoxFit fit =
                    CoxModel.fit(followUp, Covariates.ofRows(indicator.length).numeric("member", indicator));
            var ratio = fit.coefficients().getFirst().hazardRatio();
            return new HazardRatio(
                    Range.number(ratio.value()), Tests.limits(ratio.limits()), Tests.notices(fit.basis()), null);
        });
    }
}
