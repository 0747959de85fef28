package org.accrual.query.analysis.regression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.accrual.query.analysis.cohort.Cohort;
import org.accrual.query.analysis.cohort.Followed;
import org.accrual.query.analysis.cohort.LeftOut;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Tests;
import org.accrual.query.analysis.kind.Warnings;
import org.accrual.query.analysis.regression.CoxResult.Coefficient;
import org.accrual.query.analysis.regression.CoxResult.Level;
import org.accrual.query.disclosure.Count;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.regression.Proportionality;
import org.accrual.study.words.PatientId;

/** Fits Cox's model to the members who have a value of each covariate. */
final class CoxEvaluation {
    private final Cohort cohort;
    private final CoxAnalysis plan;
    private final LeftOut leftOut = new LeftOut();
    private final List<Followed> rows = new ArrayList<>();
    private final Design design;
    /** Names of covariates that some patient's value of came after the origin. */
    private final Set<String> knownLater = new LinkedHashSet<>();

    CoxEvaluation(Cohort cohort, CoxAnalysis plan) {
        this.cohort = cohort;
        this.plan = plan;
        this.design = new Design(cohort);
    }

    /** @throws RefusedAnalysis if nobody is left, or a factor has one level only */
    AnalysisResult result() {
        for (Cohort.Member member : cohort.members())
            Followed.of(member, plan.from(), plan.endpoint(), plan.censored(), cohort.partialDates(), leftOut)
                    .ifPresent(this::add);
        FollowUp followUp =
                FollowUp.of(rows.stream().mapToDouble(Followed::middle).toArray(), events());
        if (followUp.eventCount() == 0) return new Refused(plan.name(), plan.title(), Warnings.NO_EVENTS);
        Covariates columns = design.columns(plan.covariates(), plan.interactions());
        CoxFit fit = CoxModel.fit(followUp, columns, options());
        return new CoxResult(
                plan.name(),
                plan.title(),
                fit.basis().method(),
                leftOut.exclusions(),
                Count.of(fit.patients()),
                Count.of(fit.events()),
                (double) fit.events() / columns.size(),
                levels(),
                coefficients(fit),
                tests(fit),
                proportionality(fit),
                fit.basis().assumptions(),
                warnings(fit),
                analysed());
    }

    private void add(Followed followed) {
        var row = new LinkedHashMap<Covariate, Design.Value>();
        for (Covariate covariate : plan.needed()) {
            Optional<Design.Value> value = design.value(followed.member(), covariate);
            if (value.isEmpty()) {
                leftOut.add(LeftOut.NO_VALUE + "_OF_" + covariate.name(), followed.member());
                return;
            }
            row.put(covariate, value.get());
        }
        row.forEach((covariate, value) -> {
            if (value.since().from(followed.from()).middle() > 0) knownLater.add(covariate.name());
        });
        design.add(row);
        rows.add(followed);
    }

    private boolean[] events() {
        boolean[] events = new boolean[rows.size()];
        for (int i = 0; i < events.length; i++) events[i] = rows.get(i).event();
        return events;
    }

    private CoxModel.Options options() {
        CoxModel.Options options = CoxModel.Options.usual();
        if (!plan.strata().isEmpty()) options = options.stratified(design.strata(plan.strata()));
        return plan.clusters() == null ? options : options.clustered(clusters(plan.clusters()));
    }

    private Groups clusters(CoxAnalysis.Clusters by) {
        return switch (by) {
            case CENTER ->
                Groups.of(rows.stream()
                        .map(it -> it.member().reading().state().center().value())
                        .toList());
        };
    }

    private List<Level> levels() {
        var levels = new ArrayList<Level>();
        for (Covariate covariate : plan.covariates())
            if (covariate.isFactor()) {
                Groups groups = design.groups(covariate);
                for (int level = 0; level < groups.size(); level++) {
                    int[] members = groups.rowsOf(level);
                    int events = 0;
                    for (int row : members) if (rows.get(row).event()) events++;
                    levels.add(new Level(
                            covariate.name(), groups.labels().get(level), Count.of(members.length), Count.of(events)));
                }
            }
        return levels;
    }

    /** In the order of the columns: the covariates' in the plan's order, then the interactions'. */
    private List<Coefficient> coefficients(CoxFit fit) {
        var coefficients = new ArrayList<Coefficient>();
        for (Covariate covariate : plan.covariates())
            if (covariate instanceof Covariate.Numeric number)
                coefficients.add(coefficient(fit, coefficients.size(), null, number));
            else {
                Groups groups = design.groups(covariate);
                for (int level = 1; level < groups.size(); level++)
                    coefficients.add(coefficient(
                            fit, coefficients.size(), groups.labels().getFirst(), null));
            }
        while (coefficients.size() < fit.coefficients().size())
            coefficients.add(coefficient(fit, coefficients.size(), null, null));
        return coefficients;
    }

    private static Coefficient coefficient(CoxFit fit, int column, String reference, Covariate.Numeric number) {
        CoxFit.Coefficient it = fit.coefficients().get(column);
        boolean finite = Double.isFinite(it.coefficient());
        return new Coefficient(
                it.name().replace(":", " × ").replace(Design.IS, " "),
                reference,
                number == null ? null : number.per(),
                finite ? Range.number(it.hazardRatio().value()) : null,
                finite ? Tests.limits(it.hazardRatio().limits()) : null,
                finite ? Range.number(it.pValue()) : null);
    }

    private static List<TestResult> tests(CoxFit fit) {
        var tests = new ArrayList<TestResult>();
        tests.add(test("LIKELIHOOD_RATIO", "Likelihood ratio test", fit.likelihoodRatioTest()));
        tests.add(test("WALD", "Wald test", fit.waldTest()));
        tests.add(test("SCORE", "Score test", fit.scoreTest()));
        if (fit.isRobust()) tests.add(test("ROBUST_SCORE", "Robust score test", fit.robustScoreTest()));
        return tests;
    }

    private static TestResult test(String name, String method, CoxFit.Test test) {
        return result(name, method, test.statistic(), test.degreesOfFreedom(), test.pValue());
    }

    private static TestResult result(String name, String method, double statistic, int degreesOfFreedom, double p) {
        return new TestResult(
                name, method, Range.number(statistic), degreesOfFreedom, Range.number(p), List.of(), List.of(), null);
    }

    private static List<TestResult> proportionality(CoxFit fit) {
        try {
            return fit.proportionality(Proportionality.Transform.KM).lines().stream()
                    .map(line -> result(
                            line.term().replace(Design.IS, ""),
                            "Proportional hazards of "
                                    + line.term().replace(Design.IS, "").replace(":", " × "),
                            line.chiSquared(),
                            line.degreesOfFreedom(),
                            line.pValue()))
                    .toList();
        } catch (RefusedAnalysis _) {
            // A coefficient is not finite: the warnings say which, and why.
            return List.of();
        }
    }

    private List<Notice> warnings(CoxFit fit) {
        var warnings = new ArrayList<>(Tests.notices(fit.basis()));
        if (!knownLater.isEmpty())
            warnings.add(
                    new Notice(
                            "COVARIATE_KNOWN_LATER",
                            "Values of " + String.join(", ", knownLater)
                                    + " came after the time origin for some patients: they"
                                    + " had to survive until then to have them, and the hazard ratios owe part of that to it."));
        if (rows.stream().anyMatch(Followed::diedWithoutEvent)) warnings.add(Warnings.DEATH_COMPETES);
        return warnings;
    }

    private Map<String, List<PatientId>> analysed() {
        var byGroup = new LinkedHashMap<String, List<PatientId>>();
        cohort.labels().forEach(label -> byGroup.put(label, new ArrayList<>()));
        rows.forEach(row -> byGroup.get(row.member().group()).add(row.member().id()));
        return byGroup;
    }
}
