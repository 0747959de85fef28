package org.accrual.query.analysis.kind;

import java.util.List;
import java.util.function.Supplier;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Interval;
import org.accrual.statistics.RefusedAnalysis;

/** What the tests of all kinds share: each has its own refusal, so that one that can't be done spares the others. */
public final class Tests {
    public static final double LEVEL = 0.95;

    private Tests() {}

    public static TestResult refused(Enum<?> test, String reason, String sentence) {
        return refused(test, new Notice(reason, sentence));
    }

    public static TestResult refused(Enum<?> test, Notice refusal) {
        return new TestResult(test.name(), null, null, null, null, List.of(), List.of(), refusal);
    }

    public static TestResult orRefusal(Enum<?> test, Supplier<TestResult> computation) {
        try {
            return computation.get();
        } catch (RefusedAnalysis e) {
            return refused(test, e.reason().name(), e.getMessage());
        }
    }

    public static List<Notice> notices(Basis basis) {
        return basis.warnings().stream()
                .map(warning -> new Notice(warning.kind().name(), warning.sentence()))
                .toList();
    }

    public static Limits limits(Interval interval) {
        return new Limits(Range.number(interval.lower()), Range.number(interval.upper()));
    }
}
