package org.accrual.tools.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.Groups;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.statistics.Ties;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.regression.Proportionality;
import org.accrual.tools.validation.Answers.Answer;

/** Cox models, in R's names. */
final class CoxAnswers {

    private CoxAnswers() {}

    static Answer cox(Case question) throws IOException {
        question.allowOnly("formula", "ties", "cluster", "weights");
        Formula formula = question.formula();
        Table table = Answers.completeRows(question, formula, "cluster", "weights");
        List<String> wanted = Case.texts(question.expected().path("terms"));
        CoxModel.Options options = CoxModel.Options.usual().with(ties(question.textOr("ties", "efron")));
        if (!formula.strata().isEmpty()) {
            options = options.stratified(Answers.groups(table, formula.strata()));
        }
        if (question.has("cluster")) {
            options = options.clustered(Answers.groups(table, List.of(question.text("cluster"))));
        }
        CoxFit fit = CoxModel.fit(
                Answers.weighted(Answers.followUp(table, formula), table, question),
                covariates(table, formula, wanted),
                options);
        Fields fields = fields(fit);
        fields.and("zph", question.expected().hasNonNull("zph") ? proportionality(fit) : null);
        return Answer.of(fields, fit.basis().warnings());
    }

    static Ties ties(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "efron" -> Ties.EFRON;
            case "breslow" -> Ties.BRESLOW;
            default -> throw new Unsupported("ties " + name);
        };
    }

    /** The design: numbers as they are, text as factors whose first level is the reference. */
    static Covariates covariates(Table table, Formula formula, List<String> wanted) {
        Covariates covariates = Covariates.ofRows(table.rows());
        for (List<String> term : formula.terms()) {
            if (term.size() == 1) {
                covariates = mainEffect(covariates, table, term.getFirst(), wanted);
            } else {
                if (!formula.terms().containsAll(term.stream().map(List::of).toList())) {
                    throw new Unsupported("interaction without its main effects: " + term);
                }
                covariates = covariates.interaction(term);
            }
        }
        return covariates;
    }

    private static Covariates mainEffect(Covariates covariates, Table table, String name, List<String> wanted) {
        return table.isNumeric(name)
                ? covariates.numeric(name, table.numbers(name))
                : covariates.factor(name, factor(table, name, wanted));
    }

    /** Levels in sorted order, unless the expected terms show that another level is the reference. */
    private static Groups factor(Table table, String name, List<String> wanted) {
        List<String> levels = table.levelsOfAllRows(name);
        List<String> shown = wanted.stream()
                .filter(term -> !term.contains(":") && term.startsWith(name))
                .map(term -> term.substring(name.length()))
                .filter(levels::contains)
                .toList();
        if (shown.size() == levels.size() - 1) {
            List<String> reordered = new ArrayList<>(
                    levels.stream().filter(level -> !shown.contains(level)).toList());
            reordered.addAll(shown);
            levels = reordered;
        }
        return Groups.of(Arrays.asList(table.text(name)), levels);
    }

    static Fields fields(CoxFit fit) {
        List<CoxFit.Coefficient> lines = fit.coefficients();
        return Fields.with("n", fit.patients())
                .and("nevent", fit.events())
                .and("terms", lines.stream().map(CoxFit.Coefficient::name).toList())
                .and(
                        "coef",
                        lines.stream()
                                .mapToDouble(CoxFit.Coefficient::coefficient)
                                .toArray())
                .and(
                        "se",
                        lines.stream()
                                .mapToDouble(line -> zeroIfCollinear(line, line.standardError()))
                                .toArray())
                .and(
                        "robust_se",
                        fit.isRobust()
                                ? lines.stream()
                                        .mapToDouble(line -> zeroIfCollinear(line, line.robustStandardError()))
                                        .toArray()
                                : null)
                .and("z", lines.stream().mapToDouble(CoxFit.Coefficient::z).toArray())
                .and("p", lines.stream().mapToDouble(CoxFit.Coefficient::pValue).toArray())
                .and(
                        "hr",
                        lines.stream()
                                .mapToDouble(line -> line.hazardRatio().value())
                                .toArray())
                .and(
                        "hr_lower95",
                        lines.stream()
                                .mapToDouble(line -> line.hazardRatio().limits().lower())
                                .toArray())
                .and(
                        "hr_upper95",
                        lines.stream()
                                .mapToDouble(line -> line.hazardRatio().limits().upper())
                                .toArray())
                .and("vcov", fit.covariance())
                .and("loglik_null", fit.logLikelihoodAtZero())
                .and("loglik", fit.logLikelihood())
                .and("lr_test", likelihoodRatioTest(fit))
                .and("wald_test", roundedTest(fit.waldTest()))
                .and("score_test", test(fit.scoreTest()))
                .and("robust_score", fit.robustScoreTest() == null ? null : test(fit.robustScoreTest()))
                .and(
                        "concordance",
                        List.of(fit.concordance().value(), fit.concordance().standardError()))
                .and("iterations", fit.iterations());
    }

    /** R keeps a variance of 0 where it has no coefficient; ours is not a number. */
    private static double zeroIfCollinear(CoxFit.Coefficient line, double error) {
        return Double.isNaN(line.coefficient()) ? 0 : error;
    }

    private static Fields likelihoodRatioTest(CoxFit fit) {
        CoxFit.Test test = fit.likelihoodRatioTest();
        return Fields.with("test", new Comparison.Difference(test.statistic(), 2 * fit.logLikelihood()))
                .and("df", test.degreesOfFreedom())
                .and("pvalue", test.pValue());
    }

    static Fields test(CoxFit.Test test) {
        return Fields.with("test", test.statistic())
                .and("df", test.degreesOfFreedom())
                .and("pvalue", test.pValue());
    }

    /** R's {@code summary.coxph} rounds this statistic, not its P, to two decimals. */
    private static Fields roundedTest(CoxFit.Test test) {
        return Fields.with("test", new Comparison.RoundedToTwoDecimals(test.statistic()))
                .and("df", test.degreesOfFreedom())
                .and("pvalue", test.pValue());
    }

    private static Fields proportionality(CoxFit fit) {
        Fields byTransform = new Fields();
        for (Proportionality.Transform transform : Proportionality.Transform.values()) {
            byTransform.and(transform.name().toLowerCase(Locale.ROOT), proportionality(fit, transform));
        }
        return byTransform;
    }

    /** Null where the test does not exist: an event at time 0 on a logarithmic scale, a single event time. */
    private static Fields proportionality(CoxFit fit, Proportionality.Transform transform) {
        List<Proportionality.Line> lines;
        try {
            lines = fit.proportionality(transform).lines();
        } catch (RefusedAnalysis refusal) {
            return null;
        }
        if (lines.stream().anyMatch(line -> Double.isNaN(line.chiSquared()))) {
            return null;
        }
        return Fields.with(
                        "terms", lines.stream().map(Proportionality.Line::term).toList())
                .and(
                        "chisq",
                        lines.stream()
                                .mapToDouble(Proportionality.Line::chiSquared)
                                .toArray())
                .and(
                        "df",
                        lines.stream()
                                .mapToInt(Proportionality.Line::degreesOfFreedom)
                                .toArray())
                .and(
                        "p",
                        lines.stream().mapToDouble(Proportionality.Line::pValue).toArray());
    }
}
