package org.accrual.tools.validation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.accrual.statistics.Covariates;
import org.accrual.statistics.competing.CauseSpecificCox;
import org.accrual.statistics.competing.FineGray;
import org.accrual.statistics.regression.CoxFit;
import org.accrual.statistics.regression.CoxModel;
import org.accrual.statistics.regression.FirthCox;
import org.accrual.tools.validation.Answers.Answer;

/** Regressions besides the ordinary Cox model: of competing causes, and penalized. */
final class RegressionAnswers {

    private RegressionAnswers() {}

    static Answer fineGray(Case question) throws IOException {
        question.allowOnly("formula", "of");
        Formula formula = question.formula();
        Table table = Answers.completeRows(question, formula);
        Competing competing = Competing.of(table, formula.stop(), formula.event());
        Covariates covariates = CoxAnswers.covariates(table, formula, terms(question));
        FineGray fit = FineGray.fit(
                competing.followUp(),
                competing.causes(),
                competing.labels(),
                competing.number(question.text("of")),
                covariates,
                Answers.LEVEL);
        Fields fields = coefficients(fit.coefficients())
                .and("n", fit.patients())
                .and("events", fit.events())
                .and("competing", fit.competing())
                .and("vcov", fit.covariance())
                .and("loglik_null", fit.logLikelihoodAtZero())
                .and("loglik", fit.logLikelihood())
                .and("lr_test", CoxAnswers.test(fit.likelihoodRatioTest()))
                .and("wald_test", CoxAnswers.test(fit.waldTest()))
                .and("times", fit.times())
                .and("cumulative_hazard", fit.cumulativeHazard());
        double[] patient = question.expectedNumbers("mean_covariates");
        if (patient.length == fit.coefficients().size()) {
            fields.and("mean_covariates", patient)
                    .and(
                            "mean_patient_incidence",
                            Arrays.stream(fit.times())
                                    .map(time -> fit.incidenceAt(time, patient))
                                    .toArray());
        }
        return Answer.of(fields, fit.basis().warnings());
    }

    static Answer causeSpecificCox(Case question) throws IOException {
        question.allowOnly("formula", "of", "ties");
        Formula formula = question.formula();
        Table table = Answers.completeRows(question, formula);
        Competing competing = Competing.of(table, formula.stop(), formula.event());
        CauseSpecificCox fits = CauseSpecificCox.fit(
                competing.followUp(),
                competing.causes(),
                competing.labels(),
                CoxAnswers.covariates(table, formula, terms(question)),
                CoxModel.Options.usual().with(CoxAnswers.ties(question.textOr("ties", "efron"))));
        CoxFit fit = fits.lines().get(competing.number(question.text("of")) - 1).fit();
        return Answer.of(CoxAnswers.fields(fit), fit.basis().warnings());
    }

    static Answer firthCox(Case question) throws IOException {
        question.allowOnly("formula", "ties");
        Formula formula = question.formula();
        Table table = Answers.completeRows(question, formula);
        CoxModel.Options options = CoxModel.Options.usual().with(CoxAnswers.ties(question.textOr("ties", "efron")));
        if (!formula.strata().isEmpty()) {
            options = options.stratified(Answers.groups(table, formula.strata()));
        }
        FirthCox fit = FirthCox.fit(
                Answers.followUp(table, formula), CoxAnswers.covariates(table, formula, terms(question)), options);
        List<FirthCox.Line> lines = fit.lines();
        return Answer.of(
                Fields.with("n", fit.patients())
                        .and("nevent", fit.events())
                        .and("terms", lines.stream().map(FirthCox.Line::name).toList())
                        .and("coef", profiled(lines, FirthCox.Line::coefficient))
                        .and("se", profiled(lines, FirthCox.Line::standardError))
                        .and("chisq", profiled(lines, line -> line.test().statistic()))
                        .and("p", profiled(lines, line -> line.test().pValue()))
                        .and("hr", profiled(lines, line -> line.hazardRatio().value()))
                        .and(
                                "hr_lower95",
                                profiled(
                                        lines,
                                        line -> line.hazardRatio().limits().lower()))
                        .and(
                                "hr_upper95",
                                profiled(
                                        lines,
                                        line -> line.hazardRatio().limits().upper()))
                        .and("vcov", fit.covariance())
                        .and("loglik_null", fit.logLikelihoodAtZero())
                        .and("loglik", fit.logLikelihood())
                        .and("lr_test", CoxAnswers.test(fit.likelihoodRatioTest())),
                fit.basis().warnings());
    }

    private static double[] profiled(List<FirthCox.Line> lines, ToDoubleFunction<FirthCox.Line> number) {
        return lines.stream().mapToDouble(number).toArray();
    }

    static List<String> terms(Case question) {
        return Case.texts(question.expected().path("terms"));
    }

    static Fields coefficients(List<CoxFit.Coefficient> lines) {
        return Fields.with("terms", lines.stream().map(CoxFit.Coefficient::name).toList())
                .and("coef", numbers(lines, CoxFit.Coefficient::coefficient))
                .and("se", numbers(lines, CoxFit.Coefficient::standardError))
                .and("robust_se", numbers(lines, CoxFit.Coefficient::robustStandardError))
                .and("z", numbers(lines, CoxFit.Coefficient::z))
                .and("p", numbers(lines, CoxFit.Coefficient::pValue))
                .and("hr", numbers(lines, line -> line.hazardRatio().value()))
                .and(
                        "hr_lower95",
                        numbers(lines, line -> line.hazardRatio().limits().lower()))
                .and(
                        "hr_upper95",
                        numbers(lines, line -> line.hazardRatio().limits().upper()));
    }

    private static double[] numbers(List<CoxFit.Coefficient> lines, ToDoubleFunction<CoxFit.Coefficient> number) {
        return lines.stream().mapToDouble(number).toArray();
    }
}
