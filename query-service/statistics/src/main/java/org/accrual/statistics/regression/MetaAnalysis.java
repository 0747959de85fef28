package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;

/**
 * Estimates of several centers or studies pooled: by inverse variance (fixed effect) and by DerSimonian and Laird (1986,
 * random effects), with Cochran's Q, Higgins' I² and τ². R's {@code metafor::rma}, methods FE and DL.
 *
 * @param studies in the order given
 * @param iSquared share of the variation that is between studies, 0 to 1
 * @param tauSquared variance between studies, 0 if Q is below its expectation
 * @param withoutStudy fixed and random effect with each study left out; empty with one study
 */
public record MetaAnalysis(
        List<Study> studies,
        Pooled fixed,
        Pooled random,
        double q,
        int degreesOfFreedom,
        double pValue,
        double iSquared,
        double tauSquared,
        List<LeftOut> withoutStudy,
        Basis basis) {

    private static final int FEW = 5;
    private static final double SUSPICIOUS_P = 0.1;

    /** On a scale on which estimates add up: log hazard ratios, log odds ratios, differences. */
    public record Study(String label, double estimate, double standardError) {}

    public record Pooled(double estimate, double standardError, Interval limits, double z, double pValue) {}

    public record LeftOut(String label, Pooled fixed, Pooled random) {}

    public static MetaAnalysis of(List<Study> studies, double level) {
        Check.that(!studies.isEmpty(), Reason.NOTHING_TO_ESTIMATE, "There is no study to pool.");
        for (int i = 0; i < studies.size(); i++) {
            Study study = studies.get(i);
            Check.finite(study.estimate(), "Estimate", i);
            Check.finite(study.standardError(), "Standard error", i);
            Check.argument(
                    study.standardError() > 0,
                    "Standard error of %s is %s: it has no weight.",
                    study.label(),
                    study.standardError());
        }
        double q = q(studies);
        int degreesOfFreedom = studies.size() - 1;
        double tauSquared = tauSquared(studies);
        double p = Normal.chiSquaredP(q, degreesOfFreedom);
        return new MetaAnalysis(
                List.copyOf(studies),
                pooled(studies, 0, level),
                pooled(studies, tauSquared, level),
                q,
                degreesOfFreedom,
                p,
                q > 0 ? Math.max(0, (q - degreesOfFreedom) / q) : 0,
                tauSquared,
                leaveOneOut(studies, level),
                basis(studies.size(), p));
    }

    /** Weighted by 1/(se² + τ²); τ² = 0 is the fixed effect. */
    private static Pooled pooled(List<Study> studies, double tauSquared, double level) {
        double weights = 0;
        double sum = 0;
        for (Study study : studies) {
            double weight = 1 / (study.standardError() * study.standardError() + tauSquared);
            weights += weight;
            sum += weight * study.estimate();
        }
        double estimate = sum / weights;
        double error = Math.sqrt(1 / weights);
        double width = Normal.twoSidedQuantile(level) * error;
        double z = estimate / error;
        return new Pooled(estimate, error, new Interval(estimate - width, estimate + width), z, Normal.twoSidedP(z));
    }

    private static double q(List<Study> studies) {
        double weights = 0;
        double sum = 0;
        for (Study study : studies) {
            weights += weight(study);
            sum += weight(study) * study.estimate();
        }
        double q = 0;
        for (Study study : studies) {
            double distance = study.estimate() - sum / weights;
            q += weight(study) * distance * distance;
        }
        return q;
    }

    private static double weight(Study study) {
        return 1 / (study.standardError() * study.standardError());
    }

    /** (Q − df)/(Σw − Σw²/Σw), at least 0. */
    private static double tauSquared(List<Study> studies) {
        if (studies.size() < 2) {
            return 0;
        }
        double weights = studies.stream().mapToDouble(MetaAnalysis::weight).sum();
        double squares = studies.stream()
                .mapToDouble(study -> weight(study) * weight(study))
                .sum();
        return Math.max(0, (q(studies) - (studies.size() - 1)) / (weights - squares / weights));
    }

    private static List<LeftOut> leaveOneOut(List<Study> studies, double level) {
        if (studies.size() < 2) {
            return List.of();
        }
        return IntStream.range(0, studies.size())
                .mapToObj(out -> {
                    List<Study> rest = new ArrayList<>(studies);
                    rest.remove(out);
                    return new LeftOut(
                            studies.get(out).label(), pooled(rest, 0, level), pooled(rest, tauSquared(rest), level));
                })
                .toList();
    }

    private static Basis basis(int studies, double p) {
        List<Warning> warnings = new ArrayList<>();
        if (studies < FEW) {
            warnings.add(Warning.of(Warning.Kind.FEW_CENTERS, "%d centers say little about heterogeneity.", studies));
        }
        if (p < SUSPICIOUS_P) {
            warnings.add(Warning.of(
                    Warning.Kind.HETEROGENEOUS_CENTERS, "The effect differs between centers (P = %.2g).", p));
        }
        return new Basis(
                "Inverse variance (fixed effect) and DerSimonian–Laird (random effects)",
                List.of("Centers are independent.", "Random effects: the centers' true effects are spread normally."),
                warnings);
    }
}
