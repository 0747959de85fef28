package org.accrual.tools.validation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.accrual.statistics.Groups;
import org.accrual.statistics.QuantileType;
import org.accrual.statistics.Sample;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.tables.Adjustment;
import org.accrual.statistics.tables.KSamples;
import org.accrual.statistics.tables.TrendTests;
import org.accrual.tools.validation.Answers.Answer;

/** What tables of baseline values and ordered groups ask. */
final class TableAnswers {

    private TableAnswers() {}

    private record Column(double[] values, Groups groups) {

        static Column of(Case question) throws IOException {
            String value = question.text("value");
            String group = question.text("group");
            Table table = question.table().complete(List.of(value, group));
            return new Column(table.numbers(value), Groups.of(Arrays.asList(table.text(group)), table.levels(group)));
        }
    }

    static Answer kSample(Case question) throws IOException {
        question.allowOnly("value", "group");
        Column column = Column.of(question);
        KSamples result = KSamples.test(column.values(), column.groups());
        KSamples.RankTest ranks = result.kruskalWallis();
        return Answer.of(
                Fields.with("levels", result.groups())
                        .and("n", result.samples().stream().mapToInt(Sample::n).toArray())
                        .and(
                                "mean",
                                result.samples().stream()
                                        .mapToDouble(Sample::mean)
                                        .toArray())
                        .and(
                                "kruskal",
                                Fields.with("statistic", ranks.statistic())
                                        .and("df", ranks.degreesOfFreedom())
                                        .and("p", ranks.pValue()))
                        .and("anova", meanTest(result.anova()))
                        .and("welch", meanTest(result.welch())),
                result.basis().warnings());
    }

    private static Fields meanTest(KSamples.MeanTest test) {
        return test == null
                ? null
                : Fields.with("f", test.f())
                        .and("df", List.of((double) test.numerator(), test.denominator()))
                        .and("p", test.pValue());
    }

    static Answer proportionTrend(Case question) {
        question.allowOnly("successes", "n", "scores");
        TrendTests.CochranArmitage result = TrendTests.cochranArmitage(
                counts(question.numbers("successes")), counts(question.numbers("n")), question.numbers("scores"));
        return Answer.of(
                Fields.with("statistic", result.chiSquared()).and("p", result.pValue()),
                result.basis().warnings());
    }

    private static int[] counts(double[] numbers) {
        return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    }

    static Answer jonckheere(Case question) throws IOException {
        question.allowOnly("value", "group");
        Column column = Column.of(question);
        TrendTests.Jonckheere result = TrendTests.jonckheere(column.values(), column.groups());
        return Answer.of(
                Fields.with("statistic", result.statistic())
                        .and("z", result.z())
                        .and("p", result.pValue()),
                result.basis().warnings());
    }

    static Answer linearTrend(Case question) throws IOException {
        question.allowOnly("value", "group", "scores");
        Column column = Column.of(question);
        TrendTests.Linear result = TrendTests.linear(column.values(), column.groups(), question.numbers("scores"));
        return Answer.of(
                Fields.with("slope", result.slope())
                        .and("f", result.f())
                        .and("df", List.of(result.numerator(), result.denominator()))
                        .and("p", result.pValue()),
                result.basis().warnings());
    }

    static Answer logRankTrend(Case question) throws IOException {
        question.allowOnly("formula", "scores");
        Formula formula = question.formula();
        Table table = Answers.completeRows(question, formula);
        Groups strata = formula.strata().isEmpty() ? null : Answers.groups(table, formula.strata());
        LogRank.Trend result = LogRank.trend(
                Answers.followUp(table, formula),
                Answers.groups(table, formula.terms().getFirst()),
                question.numbers("scores"),
                strata);
        return Answer.of(
                Fields.with("chisq", result.chiSquared()).and("p", result.pValue()),
                result.basis().warnings());
    }

    static Answer pAdjust(Case question) {
        question.allowOnly("values");
        double[] values = question.numbers("values");
        return Answer.of(
                Fields.with("holm", Adjustment.HOLM.adjust(values))
                        .and("BH", Adjustment.BENJAMINI_HOCHBERG.adjust(values)),
                List.of());
    }

    static Answer sample(Case question) throws IOException {
        question.allowOnly("value", "probabilities");
        String value = question.text("value");
        double[] values = question.table().complete(List.of(value)).numbers(value);
        Sample linear = Sample.of(values);
        return Answer.of(
                Fields.with("n", linear.n())
                        .and("mean", linear.mean())
                        .and("sd", linear.standardDeviation())
                        .and("iqr_type7", linear.interquartileRange())
                        .and(
                                "iqr_type2",
                                Sample.of(values, QuantileType.AVERAGED).interquartileRange())
                        .and("type7", quantiles(question, values, QuantileType.LINEAR))
                        .and("type2", quantiles(question, values, QuantileType.AVERAGED)),
                List.of());
    }

    private static double[] quantiles(Case question, double[] values, QuantileType type) {
        return Arrays.stream(question.numbers("probabilities"))
                .map(probability -> type.of(values, probability))
                .toArray();
    }
}
