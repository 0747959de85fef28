package org.accrual.query.analysis.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.AnalysisResult;
import org.accrual.query.analysis.result.AnalysisResult.Guard;
import org.accrual.query.analysis.result.AnalysisResult.HazardRatio;
import org.accrual.query.analysis.result.AnalysisResult.ImmortalTime;
import org.accrual.query.analysis.result.Count;
import org.accrual.query.analysis.result.Limits;
import org.accrual.query.analysis.result.Notice;
import org.accrual.query.analysis.result.Range;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.Landmark;
import org.accrual.statistics.survival.MantelByar;
import org.accrual.study.words.Months;

/**
 * Whoever is grouped by a treatment that came after the origin has survived until then. This finds such groups from the
 * events, and sets estimates that do not suffer from it beside the naive one.
 */
final class ImmortalTimeGuard {
    private static final String TREATED = "treated";

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

    /**
     * @param landmarksMonths from the origin
     * @return null if no group is defined by a later treatment
     */
    Guard guard(List<BigDecimal> landmarksMonths) {
        if (late.isEmpty()) return null;
        List<ImmortalTime> shares = late.stream().map(this::share).toList();
        // With more than two groups, or both treated later, it takes a model with a term for each.
        if (groups.size() != 2 || late.size() != 1) return new Guard(shares, null, List.of(), null, null);
        MantelByar.Intervals intervals = MantelByar.split(followUp, treatmentTimes());
        return new Guard(
                shares,
                hazardRatio(
                        followUp, indicator(i -> observations.get(i).group().equals(late.getFirst()), followUp.rows())),
                landmarksMonths.stream().map(this::landmark).toList(),
                hazardRatio(intervals.followUp(), indicator(i -> intervals.exposed()[i], intervals.exposed().length)),
                Tests.mantelByar(intervals));
    }

    List<Notice> warnings() {
        return late.stream().map(this::share).map(ImmortalTimeGuard::warning).toList();
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

    private static Notice warning(ImmortalTime share) {
        String sentence = "Immortal-time bias: %.1f months (%.0f %%) observed in group %s lie before the treatment that"
                + " defines it; nobody could have the event there and still become a member. Prefer the landmark and"
                + " time-dependent estimates.";
        return new Notice(
                "IMMORTAL_TIME",
                String.format(Locale.ROOT, sentence, share.months(), 100 * share.share(), share.group()));
    }

    /** Those still under observation, divided by whether they had been treated by then. */
    private AnalysisResult.Landmark landmark(BigDecimal months) {
        List<String> labels = List.of("not " + TREATED + " by month " + months, TREATED + " by month " + months);
        try {
            double day = months.doubleValue() * Months.DAYS_PER_MONTH;
            Landmark landmark = Landmark.at(day, followUp, treatmentTimes(), labels);
            int[] codes = landmark.groups().codes();
            return new AnalysisResult.Landmark(
                    months,
                    Count.of(landmark.leftOut()),
                    KaplanMeier.curves(landmark.followUp(), landmark.groups()).stream()
                            .map(curve -> Curves.of(curve, List.of()))
                            .toList(),
                    hazardRatio(landmark.followUp(), indicator(i -> codes[i] == 1, codes.length)),
                    Tests.logRank(Test.LOG_RANK, landmark.followUp(), landmark.groups(), null));
        } catch (RefusedAnalysis e) {
            return new AnalysisResult.Landmark(
                    months,
                    null,
                    List.of(),
                    null,
                    Tests.refused(Test.LOG_RANK, e.reason().name(), e.getMessage()));
        }
    }

    /** Days; NaN for never. A treatment before the origin counts from the origin. */
    private double[] treatmentTimes() {
        return observations.stream()
                .mapToDouble(it -> Double.isNaN(it.treated()) ? Double.NaN : Math.max(0, it.treated()))
                .toArray();
    }

    private static double[] indicator(IntPredicate treated, int rows) {
        double[] indicator = new double[rows];
        for (int row = 0; row < rows; row++) indicator[row] = treated.test(row) ? 1 : 0;
        return indicator;
    }

    /** Of the treated against the untreated, by Cox's model. */
    private static HazardRatio hazardRatio(FollowUp followUp, double[] treated) {
        return orRefusal(() -> {
            CoxFit fit =
                    CoxModel.fit(followUp, Covariates.ofRows(treated.length).numeric(TREATED, treated));
            var ratio = fit.coefficients().getFirst().hazardRatio();
            Limits limits = Curves.limits(ratio.limits());
            return new HazardRatio(Range.number(ratio.value()), limits, Tests.notices(fit.basis()), null);
        });
    }

    private static HazardRatio orRefusal(Supplier<HazardRatio> computation) {
        try {
            return computation.get();
        } catch (RefusedAnalysis e) {
            return new HazardRatio(null, null, List.of(), new Notice(e.reason().name(), e.getMessage()));
        }
    }
}
