package org.accrual.query.analysis.kind;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.disclosure.Count;

/** Figures in the words of the pages. */
public final class Wording {
    private static final String NONE = "–";

    private Wording() {}

    public static List<String> tests(List<TestResult> tests) {
        return Stream.ofNullable(tests).flatMap(List::stream).map(Wording::test).toList();
    }

    /** What to know of an analysis: whom it leaves out, and its warnings. */
    public static List<String> notices(List<Exclusion> leftOut, List<Notice> warnings) {
        return Stream.concat(
                        leftOut(leftOut).stream(),
                        Stream.ofNullable(warnings).flatMap(List::stream).map(Notice::sentence))
                .toList();
    }

    /** Whom the analysis leaves out, a sentence for each reason. */
    private static List<String> leftOut(List<Exclusion> exclusions) {
        return Stream.ofNullable(exclusions)
                .flatMap(List::stream)
                .map(it -> "Left out, " + it.reasonInWords() + ": " + it.patients() + " patients.")
                .toList();
    }

    public static String test(TestResult test) {
        if (test.refusal() != null)
            return (test.method() == null ? "Not tested" : test.method()) + ": "
                    + test.refusal().sentence();
        return test.method() + ": P = " + (test.pValue() == null ? "not defined" : pValue(test.pValue()));
    }

    public static String pValue(double p) {
        return p < 0.0001 ? String.format(Locale.ROOT, "%.1e", p) : number(p, 4);
    }

    public static String text(Count count) {
        return count == null ? NONE : count.toString();
    }

    public static String text(Range range) {
        if (range == null) return NONE;
        if (range.value() != null
                && range.value().equals(range.lowest())
                && range.value().equals(range.highest())) return number(range.value(), 1);
        String bounds = "[" + bound(range.lowest()) + ", " + bound(range.highest()) + "]";
        return range.value() == null ? "not reached" : number(range.value(), 1) + " " + bounds;
    }

    private static String bound(Double months) {
        return months == null ? NONE : number(months, 1);
    }

    public static String ratio(HazardRatio ratio) {
        if (ratio == null) return "no hazard ratio";
        if (ratio.refusal() != null)
            return "no hazard ratio: " + ratio.refusal().sentence();
        if (ratio.value() == null) return "no finite hazard ratio";
        return "hazard ratio " + number(ratio.value(), 2) + limits(ratio.limits(), 2);
    }

    public static String limits(Limits limits, int decimals) {
        if (limits == null) return "";
        return " (" + (limits.lower() == null ? NONE : number(limits.lower(), decimals)) + " to "
                + (limits.upper() == null ? NONE : number(limits.upper(), decimals)) + ")";
    }

    public static String percent(Double proportion) {
        return proportion == null ? NONE : number(100 * proportion, 1) + " %";
    }

    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
