package org.accrual.query.analysis.survival;

import java.util.function.Supplier;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.kind.Warnings;
import org.accrual.statistics.Basis;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.MantelByar;

/** The log-rank test in its forms. */
final class SurvivalTests {
    private SurvivalTests() {}

    /** @param strata null for none */
    static TestResult logRank(SurvivalTest test, FollowUp followUp, Groups groups, Groups strata) {
        return withEvents(test, followUp, () -> {
            LogRank.Result result = LogRank.test(followUp, groups, strata, 0);
            return result(test, result.basis(), result.chiSquared(), result.degreesOfFreedom(), result.pValue());
        });
    }

    static TestResult mantelByar(MantelByar.Intervals intervals) {
        return withEvents(SurvivalTest.LOG_RANK, intervals.followUp(), () -> {
            MantelByar.Result result = MantelByar.test(intervals.followUp(), intervals.exposed());
            return result(SurvivalTest.LOG_RANK, result.basis(), result.chiSquared(), 1, result.pValue());
        });
    }

    private static TestResult withEvents(SurvivalTest test, FollowUp followUp, Supplier<TestResult> computation) {
        return followUp.eventCount() == 0
                ? Tests.refused(test, Warnings.NO_EVENTS)
                : Tests.orRefusal(test, computation);
    }

    private static TestResult result(
            SurvivalTest test, Basis basis, double chiSquared, int degreesOfFreedom, double p) {
        if (degreesOfFreedom < 1)
            return Tests.refused(
                    test,
                    "NOTHING_TO_COMPARE",
                    "Whenever somebody had the event, patients of one group only were under observation.");
        return new TestResult(
                test.name(),
                basis.method(),
                Range.number(chiSquared),
                degreesOfFreedom,
                Range.number(p),
                basis.assumptions(),
                Tests.notices(basis),
                null);
    }
}
