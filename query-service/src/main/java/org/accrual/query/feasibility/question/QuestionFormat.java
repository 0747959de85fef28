package org.accrual.query.feasibility.question;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.accrual.query.feasibility.question.Claim.Comparison.Row;
import org.accrual.query.feasibility.question.Claim.LogRank.Arm;
import org.accrual.study.events.StudyJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Questions as JSON; FEASIBILITY.md describes them. */
public final class QuestionFormat {
    private static final Set<String> KINDS = new LinkedHashSet<>(List.of(
            "percentage",
            "total",
            "breakdown",
            "mean",
            "comparison",
            "significance",
            "ratio",
            "logRank",
            "median",
            "survival",
            "proportionLimits"));
    private static final int ROWS_MAX = 6;
    private static final int COLUMNS_MAX = 6;
    private static final int PARTS_MAX = 30;
    private static final int ITEMS_MAX = 100;
    private static final int WHOLE_NUMBER_MAX = 100_000;
    private static final double RATIO_MAX = 1_000_000;
    private static final Printed USUAL_LEVEL = Printed.of("95");

    private final List<Fault> faults = new ArrayList<>();
    private Set<String> groups = Set.of();

    private QuestionFormat() {}

    /**
     * @param json UTF-8
     * @throws FaultyQuestion with everything that is wrong
     */
    public static Question parse(byte[] json) {
        return new QuestionFormat().read(json);
    }

    private Question read(byte[] json) {
        Question question = null;
        try {
            question = question(StudyJson.MAPPER.readTree(json));
        } catch (JacksonException e) {
            faults.add(new Fault("", "can't be read at " + place(e), "JSON (RFC 8259), each key once"));
        }
        if (!faults.isEmpty()) throw new FaultyQuestion(faults);
        return question;
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? "its end"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private Question question(JsonNode json) {
        var fields = new Fields(json, "", faults);
        String title = fields.optionalText("title");
        List<Rounding> rounding = fields.choices("rounding", Rounding.class);
        List<Group> declared =
                fields.has("groups") ? fields.objects("groups", 0, Question.MOST_GROUPS, this::group) : List.of();
        groups = names(declared);
        List<Claim> claims = fields.objects("claims", 1, Question.MOST_CLAIMS, this::claim);
        fields.end();
        if (rounding.isEmpty()) return null;
        return new Question(title, EnumSet.copyOf(rounding), declared, claims);
    }

    private Set<String> names(List<Group> declared) {
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < declared.size(); i++)
            if (declared.get(i).name() != null && !names.add(declared.get(i).name()))
                faults.add(new Fault("/groups/" + i + "/name", "stands twice", "a name of its own for each group"));
        return names;
    }

    private Group group(Fields fields) {
        return new Group(fields.text("name"), fields.size("n"));
    }

    private Claim claim(Fields fields) {
        String kind = fields.oneOf("kind", KINDS, "one of");
        String name = fields.optionalText("name");
        if (kind == null) return null;
        String called = name == null ? kind + " at " + fields.at() : name;
        return switch (kind) {
            case "percentage" -> new Claim.Percentage(called, of(fields), share(fields, true));
            case "total" -> new Claim.Total(called, several(fields), fields.size("n"));
            case "breakdown" ->
                new Claim.Breakdown(called, of(fields), fields.objects("parts", 1, PARTS_MAX, this::part));
            case "mean" -> mean(called, fields);
            case "comparison" -> comparison(called, fields);
            case "significance" ->
                new Claim.Significance(
                        called,
                        fields.p("p", true),
                        otherwise(fields.printed("alpha", false, 0.0001, 0.5), Printed.of("0.05")),
                        fields.choice("says", true, Says.class) == Says.SIGNIFICANT);
            case "ratio" -> ratio(called, fields);
            case "logRank" -> logRank(called, fields);
            case "median" ->
                new Claim.Median(
                        called,
                        of(fields),
                        otherwise(fields.whole("events", true, 0, Size.MOST), 0),
                        fields.choice("median", true, Reached.class) == Reached.REACHED);
            case "survival" ->
                new Claim.Survival(
                        called,
                        of(fields),
                        fields.printed("percentage", true, 0, 100),
                        fields.whole("events", false, 0, Size.MOST));
            case "proportionLimits" -> limits(called, fields);
            default -> throw new IllegalStateException("no reader for " + kind);
        };
    }

    private enum Says {
        SIGNIFICANT,
        NOT_SIGNIFICANT
    }

    private enum Reached {
        REACHED,
        NOT_REACHED
    }

    private enum LimitsMethod {
        WALD,
        OTHER
    }

    private static <T> T otherwise(T read, T usual) {
        return read == null ? usual : read;
    }

    private String of(Fields fields) {
        return fields.oneOf("of", groups, "the name of a group that 'groups' declares");
    }

    private List<String> several(Fields fields) {
        List<String> names = fields.list("of", 1, Question.MOST_GROUPS, (value, pointer) -> {
            if (value.isString() && groups.contains(value.asString())) return value.asString();
            faults.add(new Fault(pointer, "is no declared group", "one of " + String.join(", ", groups)));
            return null;
        });
        if (new HashSet<>(names).size() < names.size()) fields.fault("of", "names a group twice", "each group once");
        return names;
    }

    private Share share(Fields fields, boolean required) {
        Integer count = fields.whole("count", false, 0, Size.MOST);
        Printed percentage = fields.printed("percentage", false, 0, 100);
        if (required && !fields.has("count") && !fields.has("percentage"))
            fields.fault("percentage", "is missing", Printed.FORM + "; or a count");
        return new Share(null, count, percentage);
    }

    private Share part(Fields fields) {
        String label = fields.optionalText("label");
        Share share = share(fields, true);
        return new Share(label, share.count(), share.percentage());
    }

    private Claim mean(String name, Fields fields) {
        var mean = new Claim.Mean(
                name,
                of(fields),
                fields.printed("mean", true, -WHOLE_NUMBER_MAX, WHOLE_NUMBER_MAX),
                fields.printed("sd", false, 0, WHOLE_NUMBER_MAX),
                otherwise(fields.whole("items", false, 1, ITEMS_MAX), 1),
                fields.whole("lowest", false, -WHOLE_NUMBER_MAX, WHOLE_NUMBER_MAX),
                fields.whole("highest", false, -WHOLE_NUMBER_MAX, WHOLE_NUMBER_MAX));
        if (mean.lowest() != null && mean.highest() != null && mean.lowest() > mean.highest())
            fields.fault("lowest", "is above highest", "a whole number up to " + mean.highest());
        return mean;
    }

    private Claim comparison(String name, Fields fields) {
        List<Row> rows = fields.objects("rows", 2, ROWS_MAX, this::row);
        PrintedP p = fields.p("p", true);
        List<TableTest> tests = fields.choices("tests", TableTest.class);
        if (rows.stream().map(row -> row.cells().size()).distinct().count() > 1)
            fields.fault("rows", "differ in length", "rows with as many cells each");
        if (rows.stream().map(Row::of).distinct().count() < rows.size())
            fields.fault("rows", "name a group twice", "each group once");
        boolean twoByTwo = rows.size() == 2 && rows.getFirst().cells().size() <= 2;
        if (!twoByTwo && fields.has("tests") && tests.stream().anyMatch(TableTest::twoByTwoOnly))
            fields.fault("tests", "are for two by two", "FISHER, CHI_SQUARED, LIKELIHOOD_RATIO");
        return new Claim.Comparison(
                name,
                rows,
                p,
                tests.stream().filter(test -> twoByTwo || !test.twoByTwoOnly()).toList());
    }

    /** A share stands in the row itself; several in its cells. */
    private Row row(Fields fields) {
        String of = of(fields);
        if (!fields.has("cells")) return new Row(of, List.of(share(fields, true)));
        if (fields.has("count") || fields.has("percentage"))
            fields.fault("cells", "stand beside a count or percentage", "one or the other");
        return new Row(of, fields.objects("cells", 2, COLUMNS_MAX, this::part));
    }

    private Claim ratio(String name, Fields fields) {
        double least = 1e-9;
        Printed estimate = fields.printed("estimate", true, least, RATIO_MAX);
        Printed lower = fields.printed("lower", false, 0, RATIO_MAX);
        Printed upper = fields.printed("upper", false, least, RATIO_MAX);
        if (fields.has("lower") != fields.has("upper"))
            fields.fault(fields.has("lower") ? "upper" : "lower", "is missing", "both limits, or none");
        return new Claim.Ratio(
                name,
                estimate,
                lower,
                upper,
                level(fields),
                fields.p("p", false),
                fields.choice("limits", false, LimitsMethod.class) != LimitsMethod.OTHER);
    }

    private static Printed level(Fields fields) {
        return otherwise(fields.printed("level", false, 50, 99.99), USUAL_LEVEL);
    }

    private Claim logRank(String name, Fields fields) {
        List<Arm> arms = fields.objects("groups", 2, 2, this::arm);
        if (arms.stream().map(Arm::of).distinct().count() < arms.size())
            fields.fault("groups", "name a group twice", "each group once");
        return new Claim.LogRank(name, arms, fields.p("p", true));
    }

    private Arm arm(Fields fields) {
        return new Arm(of(fields), fields.whole("events", false, 0, Size.MOST));
    }

    private Claim limits(String name, Fields fields) {
        return new Claim.ProportionLimits(
                name,
                of(fields),
                share(fields, true),
                fields.printed("lower", true, -100, 100),
                fields.printed("upper", true, 0, 200),
                level(fields),
                fields.choices("methods", IntervalMethod.class));
    }
}
