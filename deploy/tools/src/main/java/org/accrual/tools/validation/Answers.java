package org.accrual.tools.validation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.accrual.statistics.FollowUp;
import org.accrual.statistics.Groups;
import org.accrual.statistics.Interval;
import org.accrual.statistics.Limits;
import org.accrual.statistics.Sample;
import org.accrual.statistics.Warning;
import org.accrual.statistics.survival.KaplanMeier;
import org.accrual.statistics.survival.LogRank;
import org.accrual.statistics.survival.RestrictedMean;
import org.accrual.statistics.survival.SurvivalCurve;
import org.accrual.statistics.tables.Contingency;
import org.accrual.statistics.tables.FisherExact;
import org.accrual.statistics.tables.Proportion;
import org.accrual.statistics.tables.TwoSamples;
import tools.jackson.databind.JsonNode;

/** Our answers, in the names and the shape of the expected ones. */
final class Answers {

    static final double LEVEL = 0.95;

    private static final double[] QUANTILES = {0.25, 0.5, 0.75};

    private Answers() {}

    /** Our side of a case, and the warnings that came with it. */
    record Answer(Map<String, Object> fields, List<Warning> warnings) {
        static Answer of(Fields fields, List<Warning> warnings) {
            return new Answer(fields.map(), warnings);
        }
    }

    static Answer to(Case question) throws IOException {
        return switch (question.method()) {
            case "kaplan-meier" -> kaplanMeier(question);
            case "reverse-kaplan-meier" -> reverseKaplanMeier(question);
            case "log-rank" -> logRank(question);
            case "cox" -> CoxAnswers.cox(question);
            case "fine-gray" -> RegressionAnswers.fineGray(question);
            case "cause-specific-cox" -> RegressionAnswers.causeSpecificCox(question);
            case "firth-cox" -> RegressionAnswers.firthCox(question);
            case "k-sample" -> TableAnswers.kSample(question);
            case "proportion-trend" -> TableAnswers.proportionTrend(question);
            case "jonckheere" -> TableAnswers.jonckheere(question);
            case "linear-trend" -> TableAnswers.linearTrend(question);
            case "log-rank-trend" -> TableAnswers.logRankTrend(question);
            case "p-adjust" -> TableAnswers.pAdjust(question);
            case "sample" -> TableAnswers.sample(question);
            case "mantel-byar" -> StudyAnswers.mantelByar(question);
            case "heterogeneity" -> StudyAnswers.heterogeneity(question);
            case "aalen-johansen" -> StudyAnswers.aalenJohansen(question);
            case "gray" -> StudyAnswers.gray(question);
            case "iptw" -> StudyAnswers.iptw(question);
            case "contingency" -> contingency(question);
            case "two-sample" -> twoSample(question);
            case "proportion" -> proportion(question);
            default -> throw new Unsupported("method " + question.method());
        };
    }

    // ---- data

    static FollowUp followUp(Table table, Formula formula) {
        return formula.start() == null
                ? FollowUp.of(table.numbers(formula.stop()), table.events(formula.event()))
                : FollowUp.between(
                        table.numbers(formula.start()), table.numbers(formula.stop()), table.events(formula.event()));
    }

    static FollowUp weighted(FollowUp followUp, Table table, Case question) {
        return question.has("weights") ? followUp.weighted(table.numbers(question.text("weights"))) : followUp;
    }

    static Table completeRows(Case question, Formula formula, String... further) throws IOException {
        List<String> columns = new ArrayList<>(formula.columns());
        for (String field : further) {
            if (question.has(field)) {
                columns.add(question.text(field));
            }
        }
        return question.table().complete(columns);
    }

    /** The group column labeled as R labels it: {@code sex=1}, several variables joined by commas. */
    static Groups groups(Table table, List<String> variables) {
        if (variables.isEmpty()) {
            return Groups.one(table.rows(), "all");
        }
        List<String> labels = List.of("");
        List<String> values = new ArrayList<>(Collections.nCopies(table.rows(), ""));
        for (String variable : variables) {
            String[] column = table.text(variable);
            for (int row = 0; row < column.length; row++) {
                values.set(row, join(values.get(row), variable + "=" + canonical(column[row])));
            }
            List<String> extended = new ArrayList<>();
            for (String label : labels) {
                for (String level : table.levels(variable)) {
                    extended.add(join(label, variable + "=" + canonical(level)));
                }
            }
            labels = extended;
        }
        Set<String> present = new LinkedHashSet<>(values);
        if (present.size() == 1) {
            // R's survfit names no strata where there is one only
            return Groups.one(table.rows(), "all");
        }
        return Groups.of(
                values, labels.stream().distinct().filter(present::contains).toList());
    }

    private static String join(String left, String right) {
        return left.isEmpty() ? right : left + ", " + right;
    }

    /** 1.0 and 1 are one level, named 1. */
    static String canonical(String level) {
        if (!Table.looksNumeric(level)) {
            return level;
        }
        double value = Double.parseDouble(level);
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : level;
    }

    /** The same groups in the order in which the expected answer lists them. */
    static Groups inOrderOf(List<String> expectedLabels, Groups groups) {
        List<String> wanted = expectedLabels.stream().map(Answers::trimmed).toList();
        if (wanted.size() != groups.size() || !Set.copyOf(wanted).equals(Set.copyOf(groups.labels()))) {
            return groups;
        }
        int[] codes = Arrays.stream(groups.codes())
                .map(code -> wanted.indexOf(groups.labels().get(code)))
                .toArray();
        return new Groups(codes, wanted);
    }

    /** R pads levels of text to equal width inside joined labels. */
    private static String trimmed(String label) {
        return label.trim().replaceAll("\\s+,", ",");
    }

    private static List<String> groupVariables(Formula formula) {
        List<String> variables = new ArrayList<>();
        for (List<String> term : formula.terms()) {
            if (term.size() > 1) {
                throw new Unsupported("interaction of groups " + term);
            }
            variables.addAll(term);
        }
        return variables;
    }

    // ---- curves

    private static Answer kaplanMeier(Case question) throws IOException {
        question.allowOnly("formula", "tau", "weights");
        Formula formula = question.formula();
        Table table = completeRows(question, formula, "weights");
        List<String> variables = groupVariables(formula);
        variables.addAll(formula.strata());
        FollowUp followUp = weighted(followUp(table, formula), table, question);
        return curves(KaplanMeier.curves(followUp, groups(table, variables)), question);
    }

    private static Answer curves(List<SurvivalCurve> curves, Case question) {
        double tau = question.numberOr("tau", RestrictedMean.commonHorizon(curves));
        List<Warning> warnings = new ArrayList<>();
        curves.forEach(curve -> warnings.addAll(curve.basis().warnings()));
        return Answer.of(Fields.with("curves", curveFields(curves, tau)), warnings);
    }

    static Fields curveFields(List<SurvivalCurve> curves, double tau) {
        Fields byLabel = new Fields();
        for (SurvivalCurve curve : curves) {
            byLabel.and(curve.label(), curveFields(curve, tau));
        }
        return byLabel;
    }

    private static Fields curveFields(SurvivalCurve curve, double tau) {
        RestrictedMean mean = RestrictedMean.of(curve, tau);
        boolean robust = curve.basis().method().contains("jackknife");
        return Fields.with("n", curve.patients())
                .and("time", curve.times())
                .and("n_risk", curve.atRisk())
                .and("n_event", curve.events())
                .and("n_censor", curve.censored())
                .and("surv", curve.survival())
                .and("std_err", curve.standardError())
                .and(
                        "variance",
                        robust ? "robust infinitesimal jackknife (R default for non-integer weights)" : "Greenwood")
                .and("nelson_aalen", curve.cumulativeHazard())
                .and("nelson_aalen_se", curve.hazardStandardError())
                .and("ci_log", band(curve, Limits.LOG))
                .and("ci_loglog", band(curve, Limits.LOG_LOG))
                .and("ci_plain", band(curve, Limits.PLAIN))
                .and("quantiles", quantiles(curve))
                .and("rmst", Fields.with("tau", tau).and("est", mean.value()).and("se", mean.standardError()));
    }

    private static Fields band(SurvivalCurve curve, Limits limits) {
        double[][] band = curve.band(limits, LEVEL);
        return Fields.with("lower", band[0]).and("upper", band[1]);
    }

    private static Fields quantiles(SurvivalCurve curve) {
        return Fields.with("p", QUANTILES)
                .and(
                        "est",
                        Arrays.stream(QUANTILES)
                                .map(p -> curve.quantile(p, Limits.LOG, LEVEL).value())
                                .toArray())
                .and("log", quantileLimits(curve, Limits.LOG))
                .and("loglog", quantileLimits(curve, Limits.LOG_LOG))
                .and("plain", quantileLimits(curve, Limits.PLAIN));
    }

    private static Fields quantileLimits(SurvivalCurve curve, Limits limits) {
        List<Interval> intervals = Arrays.stream(QUANTILES)
                .mapToObj(p -> curve.quantile(p, limits, LEVEL).limits())
                .toList();
        return Fields.with(
                        "lower", intervals.stream().mapToDouble(Interval::lower).toArray())
                .and("upper", intervals.stream().mapToDouble(Interval::upper).toArray());
    }

    private static Answer reverseKaplanMeier(Case question) throws IOException {
        question.allowOnly("formula");
        Formula formula = question.formula();
        Table table = completeRows(question, formula);
        Groups groups =
                inOrderOf(Case.texts(question.expected().path("names")), groups(table, groupVariables(formula)));
        List<SurvivalCurve> curves = KaplanMeier.reverse(followUp(table, formula), groups);
        double[] medians = curves.stream()
                .mapToDouble(curve -> curve.median(Limits.LOG, LEVEL).value())
                .toArray();
        return Answer.of(Fields.with("median", medians).and("names", groups.labels()), List.of());
    }

    private static Answer logRank(Case question) throws IOException {
        question.allowOnly("formula", "rho");
        Formula formula = question.formula();
        Table table = completeRows(question, formula);
        Groups groups =
                inOrderOf(Case.texts(question.expected().path("groups")), groups(table, groupVariables(formula)));
        Groups strata = formula.strata().isEmpty() ? null : groups(table, formula.strata());
        LogRank.Result result = LogRank.test(followUp(table, formula), groups, strata, question.numberOr("rho", 0));
        return Answer.of(
                Fields.with("n", result.patients())
                        .and("groups", result.groups())
                        .and("obs", result.observed())
                        .and("exp", result.expected())
                        .and("var", result.variance())
                        .and("chisq", result.chiSquared())
                        .and("df", result.degreesOfFreedom())
                        .and("p", result.pValue()),
                result.basis().warnings());
    }

    // ---- tables

    private static Answer contingency(Case question) {
        question.allowOnly("table", "rows", "columns");
        int[][] counts = counts(question.node().get("table"));
        Contingency.Result result = Contingency.test(counts, LEVEL);
        FisherExact.Result fisher = FisherExact.testStoppingAsR(counts, LEVEL);
        boolean twoByTwo = counts.length == 2 && counts[0].length == 2;
        return Answer.of(
                Fields.with(
                                "fisher",
                                Fields.with("p", fisher.pValue())
                                        .and("or_cmle", fisher.oddsRatio())
                                        .and(
                                                "ci",
                                                twoByTwo
                                                        ? List.of(
                                                                fisher.limits().lower(),
                                                                fisher.limits().upper())
                                                        : null))
                        .and("chisq", chiSquared(result.chiSquared()))
                        .and("yates", result.yates() == null ? null : chiSquared(result.yates()))
                        .and("expected", result.expected()),
                result.basis().warnings());
    }

    private static Fields chiSquared(Contingency.ChiSquared test) {
        return Fields.with("statistic.X-squared", test.statistic())
                .and("parameter.df", test.degreesOfFreedom())
                .and("p.value", test.pValue());
    }

    private static int[][] counts(JsonNode table) {
        int[][] counts = new int[table.size()][];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new int[table.get(i).size()];
            for (int j = 0; j < counts[i].length; j++) {
                counts[i][j] = table.get(i).get(j).asInt();
            }
        }
        return counts;
    }

    private static Answer twoSample(Case question) throws IOException {
        question.allowOnly("value", "group");
        String value = question.text("value");
        String group = question.text("group");
        Table table = question.table().complete(List.of(value, group));
        List<String> levels = Case.texts(question.expected().path("levels"));
        if (levels.size() != 2 || !Set.copyOf(levels).equals(Set.copyOf(table.levels(group)))) {
            levels = table.levels(group);
        }
        if (levels.size() != 2) {
            throw new Unsupported(levels.size() + " groups in " + group);
        }
        TwoSamples.Result result = TwoSamples.test(
                valuesOf(table, value, group, levels.get(0)), valuesOf(table, value, group, levels.get(1)));
        Sample one = result.first();
        Sample two = result.second();
        return Answer.of(
                Fields.with("levels", levels)
                        .and("n", List.of(one.n(), two.n()))
                        .and("mean", List.of(one.mean(), two.mean()))
                        .and("sd", List.of(one.standardDeviation(), two.standardDeviation()))
                        .and("median", List.of(one.median(), two.median()))
                        .and(
                                "quartiles_type7",
                                List.of(
                                        List.of(one.lowerQuartile(), one.upperQuartile()),
                                        List.of(two.lowerQuartile(), two.upperQuartile())))
                        .and(
                                "wilcoxon",
                                Fields.with("W", result.mannWhitney().w())
                                        .and(
                                                "p_continuity",
                                                result.mannWhitney().pContinuity())
                                        .and(
                                                "p_no_continuity",
                                                result.mannWhitney().pNoContinuity())
                                        .and("p_exact", result.mannWhitney().pExact()))
                        .and("welch", meanTest(result.welch()))
                        .and("student", meanTest(result.student())),
                result.basis().warnings());
    }

    private static Fields meanTest(TwoSamples.MeanTest test) {
        return test == null
                ? null
                : Fields.with("t", test.t()).and("df", test.degreesOfFreedom()).and("p", test.pValue());
    }

    private static double[] valuesOf(Table table, String value, String group, String level) {
        String[] column = table.text(group);
        double[] numbers = table.numbers(value);
        return java.util.stream.IntStream.range(0, column.length)
                .filter(row -> column[row].equals(level))
                .mapToDouble(row -> numbers[row])
                .toArray();
    }

    private static Answer proportion(Case question) {
        question.allowOnly("successes", "n");
        Proportion result = Proportion.of(
                question.node().path("successes").asInt(),
                question.node().path("n").asInt(),
                LEVEL);
        return Answer.of(
                Fields.with("est", result.value())
                        .and(
                                "wilson",
                                List.of(result.wilson().lower(), result.wilson().upper()))
                        .and(
                                "clopper_pearson",
                                List.of(
                                        result.clopperPearson().lower(),
                                        result.clopperPearson().upper())),
                result.basis().warnings());
    }
}
