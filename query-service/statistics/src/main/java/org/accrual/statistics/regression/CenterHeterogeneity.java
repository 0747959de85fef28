package org.accrual.statistics.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Basis;
import org.accrual.statistics.Check;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
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
    private static final double LEVEL = 0.95;

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
        MetaAnalysis all = MetaAnalysis.of(
                centers.stream()
                        .map(center ->
                                new MetaAnalysis.Study(center.label(), center.coefficient(), center.standardError()))
                        .toList(),
                LEVEL);
        return new CenterHeterogeneity(
                List.copyOf(centers),
                pooled(all.fixed()),
                pooled(all.random()),
                all.q(),
                all.degreesOfFreedom(),
                all.pValue(),
                all.iSquared(),
                all.tauSquared(),
                stratified,
                all.withoutStudy().stream()
                        .map(line -> new LeftOut(line.label(), pooled(line.fixed()), pooled(line.random())))
                        .toList(),
                basis(all.basis().warnings(), leftOut));
    }

    private static Pooled pooled(MetaAnalysis.Pooled pooled) {
        return new Pooled(pooled.estimate(), pooled.standardError());
    }

    private static Basis basis(List<Warning> ofPooling, List<String> leftOut) {
        List<Warning> warnings = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            warnings.add(Warning.of(
                    Warning.Kind.CENTERS_LEFT_OUT,
                    "Not among the per-center estimates: %s.",
                    String.join(", ", leftOut)));
        }
        warnings.addAll(ofPooling);
        return new Basis(
                "Per-center Cox models; fixed and DerSimonian–Laird random effects",
                List.of(
                        "Centers are independent.",
                        "Within a center the hazards are proportional.",
                        "Random effects: the centers' true effects are spread normally."),
                warnings);
    }
}
