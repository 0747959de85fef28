package org.accrual.statistics.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.TTest;

/** Two columns of numbers compared: Mann–Whitney (Wilcoxon rank sum), Welch, Student. */
public final class TwoSamples {

    private static final int EXACT_UP_TO = 50;
    private static final int SMALL = 5;

    private TwoSamples() {}

    /**
     * @param w R's W: pairs in which the first is larger, ties counted half
     * @param pContinuity normal approximation with continuity correction and correction for ties
     * @param pNoContinuity the same without the continuity correction
     * @param pExact NaN with ties or more than 50 values in a sample
     */
    public record MannWhitney(double w, double pContinuity, double pNoContinuity, double pExact) {}

    public record MeanTest(double t, double degreesOfFreedom, double pValue) {}

    /**
     * @param welch null where a sample has one value only or neither varies
     * @param student as welch
     */
    public record Result(
            Sample first, Sample second, MannWhitney mannWhitney, MeanTest welch, MeanTest student, Basis basis) {}

    public static Result test(double[] first, double[] second) {
        Check.that(
                first.length > 0 && second.length > 0, Reason.EMPTY_GROUP, "A comparison needs values on both sides.");
        Sample one = Sample.of(first);
        Sample two = Sample.of(second);
        boolean ties = hasTies(first, second);
        boolean meansComparable =
                first.length > 1 && second.length > 1 && one.standardDeviation() + two.standardDeviation() > 0;
        return new Result(
                one,
                two,
                mannWhitney(first, second, ties),
                meansComparable ? meanTest(first, second, DataDispersion.HETEROSCEDASTIC) : null,
                meansComparable ? meanTest(first, second, DataDispersion.HOMOSCEDASTIC) : null,
                basis(one, two, ties));
    }

    private static boolean hasTies(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return Arrays.stream(all).distinct().count() < all.length;
    }

    private static MannWhitney mannWhitney(double[] first, double[] second, boolean ties) {
        MannWhitneyUTest approximate = MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC);
        var corrected = approximate.with(ContinuityCorrection.ENABLED).test(first, second);
        var uncorrected = approximate.with(ContinuityCorrection.DISABLED).test(first, second);
        boolean exact = !ties && first.length < EXACT_UP_TO && second.length < EXACT_UP_TO;
        return new MannWhitney(
                corrected.getStatistic(),
                corrected.getPValue(),
                uncorrected.getPValue(),
                exact
                        ? MannWhitneyUTest.withDefaults()
                                .with(PValueMethod.EXACT)
                                .test(first, second)
                                .getPValue()
                        : Double.NaN);
    }

    private static MeanTest meanTest(double[] first, double[] second, DataDispersion dispersion) {
        var test = TTest.withDefaults().with(dispersion).test(first, second);
        return new MeanTest(test.getStatistic(), test.getDegreesOfFreedom(), test.getPValue());
    }

    private static Basis basis(Sample one, Sample two, boolean ties) {
        List<Warning> warnings = new ArrayList<>();
        if (Math.min(one.n(), two.n()) < SMALL) {
            warnings.add(Warning.of(
                    Warning.Kind.SMALL_SAMPLE, "The smaller sample has %d values only.", Math.min(one.n(), two.n())));
        }
        if (ties) {
            warnings.add(
                    Warning.of(Warning.Kind.TIES_IN_RANKS, "Equal values share their ranks: no exact Mann–Whitney P."));
        }
        return new Basis(
                "Mann–Whitney, Welch and Student tests",
                List.of(
                        "Patients are independent.",
                        "Mann–Whitney: the two distributions have the same shape if medians are to be compared.",
                        "Welch: means are nearly normal; Student: equal variances besides."),
                warnings);
    }
}
