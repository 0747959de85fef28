package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Normal;
import org.accrual.statistics.RefusedAnalysis.Reason;
import org.accrual.statistics.Warning;

/**
 * Whether an effect is the same at all centers: a Cox model per center, pooled by inverse variance (fixed effect) and by
 * DerSimonian and Laird (1986, random effects), with Cochran's Q, I² and τ². A center counts if both groups are there, it
 * has five events or more, and its coefficient can be estimated.
 *
 * @param centers those that count, in the order of the labels
 * @param tauSquared variance between centers, 0 if Q is below its expectation
 * @param stratified one Cox model of all rows, stratified by center
 * @param withoutCenter the fixed and random effect with each center left out, in the order of {@code centers}; empty with
 *     one center
 */
public record CenterHeterogeneity(
        List<Center> centers,
        Pooled fixed,
        Pooled random,
        double q,
        int degreesOfFreedom,
        double pValue,
        double iSquared,
        double tauSquared,
        CoxFit.Coefficient stratified,
        List<LeftOut> withoutCenter,
        Basis basis) {

    private static final int ENOUGH_EVENTS = 5;
    private static final double LARGEST_ERROR = 5;
    private static final int FEW_CENTERS = 5;

    public record Center(String label, int patients, int events, double coefficient, double standardError) {}

    /** Log hazard ratio. */
    public record Pooled(double coefficient, double standardError) {}

    public record LeftOut(String center, Pooled fixed, Pooled random) {}

    /**
     * @param exposed the group whose hazard is compared with the rest, or any number per row
     */
    public static CenterHeterogeneity of(FollowUp followUp, String name, double[] exposed, Groups centers) {
        return of(followUp, name, exposed, centers, CoxModel.Options.usual());
    }

    /** With Cox models that end where R's end by default. For comparison with R only. */
    public static CenterHeterogeneity ofStoppingAsR(FollowUp followUp, String name, double[] exposed, Groups centers) {
        return of(followUp, name, exposed, centers, CoxModel.Options.usual().stoppingAsR());
    }

    private static CenterHeterogeneity of(
            FollowUp followUp, String name, double[] exposed, Groups centers, CoxModel.Options options) {
        Covariates covariates = Covariates.ofRows(followUp.rows()).numeric(name, exposed);
        Check.sameLength(followUp.rows(), centers.rows(), "The center column");
        List<Center> used = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (int center = 0; center < centers.size(); center++) {
            int[] rows = centers.rowsOf(center);
            Center estimate = rows.length < 2
                    ? null
                    : estimate(centers.labels().get(center), followUp.select(rows), covariates.select(rows), options);
            if (estimate == null) {
                leftOut.add(centers.labels().get(center));
            } else {
                used.add(estimate);
            }
        }
        Check.that(
                !used.isEmpty(),
                Reason.NO_USABLE_CENTER,
                "No center has both groups, %d events and an estimable effect.",
                ENOUGH_EVENTS);
        CoxFit stratified = CoxModel.fit(followUp, covariates, options.stratified(centers));
        return pooled(used, leftOut, stratified.coefficients().getFirst());
    }

    /** Null if the center does not count. */
    private static Center estimate(String label, FollowUp followUp, Covariates covariates, CoxModel.Options options) {
        double[] exposed = covariates.column(0);
        boolean bothGroups = Arrays.stream(exposed).distinct().count() > 1;
        if (!bothGroups || followUp.eventCount() < ENOUGH_EVENTS) {
            return null;
        }
        CoxFit.Coefficient line =
                CoxModel.fit(followUp, covariates, options).coefficients().getFirst();
        return line.standardError() < LARGEST_ERROR
                ? new Center(label, followUp.rows(), followUp.eventCount(), line.coefficient(), line.standardError())
                : null;
    }

    private static CenterHeterogeneity pooled(
            List<Center> centers, List<String> leftOut, CoxFit.Coefficient stratified) {
        Pooled fixed = fixed(centers, 0);
        double q = q(centers, fixed);
        int degreesOfFreedom = centers.size() - 1;
        double tauSquared = tauSquared(centers);
        double iSquared = q > 0 ? Math.max(0, (q - degreesOfFreedom) / q) : 0;
        double p = Normal.chiSquaredP(q, degreesOfFreedom);
        return new CenterHeterogeneity(
                List.copyOf(centers),
                fixed,
                fixed(centers, tauSquared),
                q,
                degreesOfFreedom,
                p,
                iSquared,
                tauSquared,
                stratified,
                leaveOneOut(centers),
                basis(centers, leftOut, p));
    }

    /** Weighted by 1/(se² + τ²); τ² = 0 is the fixed effect. */
    private static Pooled fixed(List<Center> centers, double tauSquared) {
        double weights = 0;
        double sum = 0;
        for (Center center : centers) {
            double weight = 1 / (center.standardError() * center.standardError() + tauSquared);
            weights += weight;
            sum += weight * center.coefficient();
        }
        return new Pooled(sum / weights, Math.sqrt(1 / weights));
    }

    private static double q(List<Center> centers, Pooled fixed) {
        double q = 0;
        for (Center center : centers) {
            double z = (center.coefficient() - fixed.coefficient()) / center.standardError();
            q += z * z;
        }
        return q;
    }

    /** DerSimonian and Laird: (Q − df)/(Σw − Σw²/Σw), at least 0. */
    private static double tauSquared(List<Center> centers) {
        if (centers.size() < 2) {
            return 0;
        }
        double weights = 0;
        double squares = 0;
        for (Center center : centers) {
            double weight = 1 / (center.standardError() * center.standardError());
            weights += weight;
            squares += weight * weight;
        }
        double excess = q(centers, fixed(centers, 0)) - (centers.size() - 1);
        return Math.max(0, excess / (weights - squares / weights));
    }

    private static List<LeftOut> leaveOneOut(List<Center> centers) {
        if (centers.size() < 2) {
            return List.of();
        }
        return IntStream.range(0, centers.size())
                .mapToObj(out -> {
                    List<Center> rest = new ArrayList<>(centers);
                    rest.remove(out);
                    return new LeftOut(centers.get(out).label(), fixed(rest, 0), fixed(rest, tauSquared(rest)));
                })
                .toList();
    }

    private static Basis basis(List<Center> centers, List<String> leftOut, double p) {
        List<Warning> warnings = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            warnings.add(Warning.of(
                    Warning.Kind.CENTERS_LEFT_OUT,
                    "Not among the per-center estimates: %s.",
                    String.join(", ", leftOut)));
        }
        if (centers.size() < FEW_CENTERS) {
            warnings.add(
                    Warning.of(Warning.Kind.FEW_CENTERS, "%d centers say little about heterogeneity.", centers.size()));
        }
        if (p < 0.1) {
            warnings.add(Warning.of(
                    Warning.Kind.HETEROGENEOUS_CENTERS, "The effect differs between centers (P = %.2g).", p));
        }
        return new Basis(
                "Per-center Cox models; fixed and DerSimonian–Laird random effects",
                List.of(
                        "Centers are independent.",
                        "Within a center the hazards are proportional.",
                        "Random effects: the centers' true effects are spread normally."),
                warnings);
    }
}
