package org.accrual.tools.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Limits;
import org.accrual.statistics.competing.AalenJohansen;
import org.accrual.statistics.competing.GrayTest;
import org.accrual.statistics.regression.CenterHeterogeneity;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.regression.LogisticRegression;
import org.accrual.statistics.regression.PropensityWeights;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.MantelByar;
import org.accrual.statistics.survival.RestrictedMean;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.tools.validation.Answers.Answer;

/** What an observational comparison needs besides: exposures in time, competing risks, weights, centers. */
final class StudyAnswers {

    private StudyAnswers() {}

    static Answer mantelByar(Case question) throws IOException {
        question.allowOnly("start", "stop", "event", "exposure");
        List<String> columns = List.of(
                question.text("start"), question.text("stop"), question.text("event"), question.text("exposure"));
        Table table = question.table().complete(columns);
        MantelByar.Result result = MantelByar.test(
                FollowUp.between(
                        table.numbers(columns.get(0)), table.numbers(columns.get(1)), table.events(columns.get(2))),
                flags(table, columns.get(3)));
        return Answer.of(
                Fields.with("observed", result.observed())
                        .and("expected", result.expected())
                        .and("variance", result.variance())
                        .and("chisq", result.chiSquared())
                        .and("p", result.pValue()),
                result.basis().warnings());
    }

    /** A column of 0 and 1, or of two levels of which the second in sorted order is meant. */
    private static boolean[] flags(Table table, String column) {
        double[] codes = codes(table, column);
        boolean[] flags = new boolean[codes.length];
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] != 0 && codes[row] != 1) {
                throw new Unsupported("column " + column + " holds " + codes[row]);
            }
            flags[row] = codes[row] == 1;
        }
        return flags;
    }

    private static double[] codes(Table table, String column) {
        if (table.isNumeric(column)) {
            return table.numbers(column);
        }
        List<String> levels = table.levels(column);
        if (levels.size() != 2) {
            throw new Unsupported("column " + column + " has " + levels.size() + " levels");
        }
        return Arrays.stream(table.text(column)).mapToDouble(levels::indexOf).toArray();
    }

    static Answer heterogeneity(Case question) throws IOException {
        question.allowOnly("time", "event", "group", "center");
        String group = question.text("group");
        String center = question.text("center");
        Table table = question.table().complete(List.of(question.text("time"), question.text("event"), group, center));
        CenterHeterogeneity result = CenterHeterogeneity.ofStoppingAsR(
                FollowUp.of(table.numbers(question.text("time")), table.events(question.text("event"))),
                group,
                codes(table, group),
                Groups.of(
                        Arrays.stream(table.text(center))
                                .map(Answers::canonical)
                                .toList(),
                        table.levels(center).stream()
                                .map(Answers::canonical)
                                .distinct()
                                .toList()));
        Fields centers = new Fields();
        for (CenterHeterogeneity.Center line : result.centers()) {
            centers.and(
                    line.label(),
                    Fields.with("n", line.patients())
                            .and("events", line.events())
                            .and("coef", line.coefficient())
                            .and("se", line.standardError()));
        }
        return Answer.of(
                Fields.with("rule", "centers with both groups, >=5 events, estimable coef (se<5)")
                        .and("centers", centers)
                        .and("k", result.centers().size())
                        .and("fixed", pooled(result.fixed()))
                        .and("Q", result.q())
                        .and("df", result.degreesOfFreedom())
                        .and("p", result.pValue())
                        .and("I2", result.iSquared())
                        .and("tau2_DL", result.tauSquared())
                        .and("random", pooled(result.random()))
                        .and(
                                "stratified_cox",
                                Fields.with("coef", result.stratified().coefficient())
                                        .and("se", result.stratified().standardError())),
                result.basis().warnings());
    }

    private static Fields pooled(CenterHeterogeneity.Pooled pooled) {
        return Fields.with("coef", pooled.coefficient()).and("se", pooled.standardError());
    }

    static Answer aalenJohansen(Case question) throws IOException {
        question.allowOnly("time", "cause", "by", "times");
        String time = question.text("time");
        String cause = question.text("cause");
        List<String> by = question.texts("by");
        List<String> columns = new ArrayList<>(List.of(time, cause));
        columns.addAll(by);
        Table table = question.table().complete(columns);
        Competing competing = Competing.of(table, time, cause);
        List<AalenJohansen.Curves> all = AalenJohansen.curves(
                competing.followUp(), competing.causes(), competing.labels(), Answers.groups(table, by));
        List<String> strata = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        List<List<Double>> probabilities = new ArrayList<>();
        List<List<Double>> errors = new ArrayList<>();
        for (AalenJohansen.Curves curves : inOrderOf(question, all)) {
            for (double asked : question.numbers("times")) {
                strata.add(curves.label());
                times.add(asked);
                List<Double> probability = new ArrayList<>();
                List<Double> error = new ArrayList<>();
                var none = curves.noneAt(asked, Limits.LOG, Answers.LEVEL);
                probability.add(none.value());
                error.add(none.standardError());
                for (int k = 0; k < competing.labels().size(); k++) {
                    var incidence = curves.incidenceAt(k, asked, Answers.LEVEL);
                    probability.add(incidence.value());
                    error.add(incidence.standardError());
                }
                probabilities.add(probability);
                errors.add(error);
            }
        }
        List<String> states = new ArrayList<>(List.of("none"));
        states.addAll(competing.labels());
        return Answer.of(
                Fields.with("strata", strata)
                        .and("time", times)
                        .and("states", states)
                        .and("probability", probabilities)
                        .and("std_err", errors),
                List.of());
    }

    private static List<AalenJohansen.Curves> inOrderOf(Case question, List<AalenJohansen.Curves> all) {
        List<String> wanted = Case.texts(question.expected().path("strata")).stream()
                .distinct()
                .toList();
        return all.stream()
                .sorted(java.util.Comparator.comparingInt(curves -> wanted.indexOf(curves.label())))
                .toList();
    }

    static Answer gray(Case question) throws IOException {
        question.allowOnly("time", "cause", "group");
        String time = question.text("time");
        String cause = question.text("cause");
        String group = question.text("group");
        Table table = question.table().complete(List.of(time, cause, group));
        Competing competing = Competing.of(table, time, cause);
        GrayTest.Result result = GrayTest.test(
                competing.followUp(), competing.causes(), competing.labels(), Answers.groups(table, List.of(group)));
        return Answer.of(
                Fields.with(
                                "causes",
                                result.lines().stream()
                                        .map(GrayTest.Line::cause)
                                        .toList())
                        .and(
                                "statistic",
                                result.lines().stream()
                                        .mapToDouble(GrayTest.Line::chiSquared)
                                        .toArray())
                        .and(
                                "p",
                                result.lines().stream()
                                        .map(line -> new Comparison.OneMinus(line.pValue()))
                                        .toList())
                        .and(
                                "df",
                                result.lines().stream()
                                        .mapToInt(GrayTest.Line::degreesOfFreedom)
                                        .toArray()),
                result.basis().warnings());
    }

    static Answer iptw(Case question) throws IOException {
        question.allowOnly("treatment", "covariates", "time", "event");
        String treatment = question.text("treatment");
        List<String> names = question.texts("covariates");
        List<String> columns = new ArrayList<>(List.of(treatment, question.text("time"), question.text("event")));
        columns.addAll(names);
        Table table = question.table().complete(columns);
        Covariates covariates = Covariates.ofRows(table.rows());
        for (String name : names) {
            covariates = table.isNumeric(name)
                    ? covariates.numeric(name, table.numbers(name))
                    : covariates.factor(name, Groups.of(Arrays.asList(table.text(name)), table.levels(name)));
        }
        boolean[] treated = flags(table, treatment);
        LogisticRegression model = LogisticRegression.fitStoppingAsR(treated, covariates);
        PropensityWeights weights = PropensityWeights.of(treated, covariates, model);
        FollowUp followUp = FollowUp.of(table.numbers(question.text("time")), table.events(question.text("event")))
                .weighted(weights.weights());
        List<SurvivalCurve> curves = KaplanMeier.curves(followUp, Answers.groups(table, List.of(treatment)));
        CoxFit cox =
                CoxModel.fit(followUp, Covariates.ofRows(table.rows()).numeric(treatment, codes(table, treatment)));
        Fields before = new Fields();
        Fields after = new Fields();
        for (PropensityWeights.Balance line : weights.balance()) {
            before.and(line.covariate(), line.before());
            after.and(line.covariate(), line.after());
        }
        return Answer.of(
                Fields.with("n", table.rows())
                        .and(
                                "glm",
                                Fields.with("terms", model.names())
                                        .and("coef", model.coefficients())
                                        .and("se", model.standardErrors())
                                        .and("deviance", model.deviance())
                                        .and("null_deviance", model.nullDeviance()))
                        .and("weights", "stabilised ATE: P(Z)/ps, (1-P(Z))/(1-ps)")
                        .and("ps", weights.propensities())
                        .and("w", weights.weights())
                        .and(
                                "ess",
                                Fields.with("z1", weights.effectiveTreated()).and("z0", weights.effectiveUntreated()))
                        .and("smd_unweighted", before)
                        .and("smd_weighted", after)
                        .and("km_weighted", Answers.curveFields(curves, RestrictedMean.commonHorizon(curves)))
                        .and(
                                "cox_weighted_robust",
                                CoxAnswers.fields(cox)
                                        .and(
                                                "call",
                                                "Surv(%s, %s) ~ %s"
                                                        .formatted(
                                                                question.text("time"),
                                                                question.text("event"),
                                                                treatment))
                                        .and("ties", "efron")),
                weights.basis().warnings());
    }
}
