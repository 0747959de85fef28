package org.accrual.query.analysis.evaluation;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.query.analysis.plan.Test;
import org.accrual.query.analysis.result.Notice;
import org.accrual.query.analysis.result.Range;
import org.accrual.query.analysis.result.TestResult;
import org.accrual.statistics.Basis;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.MantelByar;
import org.accrual.statistics.tables.Contingency;
import org.accrual.statistics.tables.TwoSamples;

/** The survival package's tests, each with its own refusal, so that one that can't be done spares the others. */
final class Tests {
    static final double LEVEL = 0.95;

    private Tests() {}

    static TestResult logRank(Test test, FollowUp followUp, Groups groups, Groups strata) {
        return orRefusal(test, () -> of(test, LogRank.test(followUp, groups, strata, 0)));
    }

    private static TestResult of(Test test, LogRank.Result result) {
        return new TestResult(
                test,
                result.basis().method(),
                Range.number(result.chiSquared()),
                result.degreesOfFreedom(),
                Range.number(result.pValue()),
                result.basis().assumptions(),
                notices(result.basis()),
                null);
    }

    static TestResult mantelByar(MantelByar.Intervals intervals) {
        return orRefusal(Test.LOG_RANK, () -> {
            MantelByar.Result result = MantelByar.test(intervals.followUp(), intervals.exposed());
            return new TestResult(
                    Test.LOG_RANK,
                    result.basis().method(),
                    Range.number(result.chiSquared()),
                    1,
                    Range.number(result.pValue()),
                    result.basis().assumptions(),
                    notices(result.basis()),
                    null);
        });
    }

    static TestResult contingency(Test test, int[][] counts) {
        return orRefusal(test, () -> of(test, counts, Contingency.test(counts, LEVEL)));
    }

    private static TestResult of(Test test, int[][] counts, Contingency.Result result) {
        return switch (test) {
            case FISHER ->
                new TestResult(
                        test,
                        "Fisher's exact test, two-sided by probability",
                        null,
                        null,
                        Range.number(result.fisher().pValue()),
                        result.basis().assumptions(),
                        List.of(),
                        null);
            case CHI_SQUARED -> chiSquared(test, "χ²", result.chiSquared(), result.basis());
            case YATES ->
                result.yates() == null
                        ? refused(test, "NOT_TWO_BY_TWO", "Yates' correction is for two groups and two outcomes.")
                        : chiSquared(test, "χ² with Yates' correction", result.yates(), result.basis());
            case LOG_RANK, LOG_RANK_BY_CENTER, MANN_WHITNEY ->
                throw new IllegalStateException(test + " is no test of a table of " + counts.length + " rows");
        };
    }

    private static TestResult chiSquared(Test test, String method, Contingency.ChiSquared result, Basis basis) {
        return new TestResult(
                test,
                method,
                Range.number(result.statistic()),
                result.degreesOfFreedom(),
                Range.number(result.pValue()),
                basis.assumptions(),
                notices(basis),
                null);
    }

    /** With the exact P where there is one, else the approximation with continuity correction. */
    static TestResult mannWhitney(double[] first, double[] second) {
        return orRefusal(Test.MANN_WHITNEY, () -> {
            TwoSamples.Result result = TwoSamples.test(first, second);
            boolean exact = Double.isFinite(result.mannWhitney().pExact());
            return new TestResult(
                    Test.MANN_WHITNEY,
                    exact
                            ? "Mann–Whitney test, exact"
                            : "Mann–Whitney test, normal approximation with continuity correction",
                    Range.number(result.mannWhitney().w()),
                    null,
                    Range.number(
                            exact
                                    ? result.mannWhitney().pExact()
                                    : result.mannWhitney().pContinuity()),
                    result.basis().assumptions(),
                    notices(result.basis()),
                    null);
        });
    }

    static TestResult refused(Test test, String reason, String sentence) {
        return new TestResult(test, null, null, null, null, List.of(), List.of(), new Notice(reason, sentence));
    }

    static List<Notice> notices(Basis basis) {
        return basis.warnings().stream()
                .map(warning -> new Notice(warning.kind().name(), warning.sentence()))
                .toList();
    }

    private static TestResult orRefusal(Test test, Supplier<TestResult> computation) {
        try {
            return computation.get();
        } catch (RefusedAnalysis e) {
            return refused(test, e.reason().name(), e.getMessage());
        }
    }
}
