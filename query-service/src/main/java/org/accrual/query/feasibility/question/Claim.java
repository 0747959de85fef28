package org.accrual.query.feasibility.question;

import java.util.List;

/** Something that a paper prints and that its other numbers may contradict. Groups are meant by their names. */
public sealed interface Claim {
    /** What it is called in the answer. */
    String name();

    /** So many of a group. */
    record Percentage(String name, String of, Share share) implements Claim {}

    /** The groups have no patient in common and so many together. */
    record Total(String name, List<String> of, Size n) implements Claim {}

    /** The parts have no patient in common and are the whole group. */
    record Breakdown(String name, String of, List<Share> parts) implements Claim {}

    /**
     * Mean and, if printed, standard deviation (with n − 1) of whole numbers, or of the mean of several whole numbers of
     * each patient.
     *
     * @param sd may be null
     * @param items whole numbers a patient
     * @param lowest of each whole number; null for no bound
     * @param highest as {@code lowest}
     */
    record Mean(String name, String of, Printed mean, Printed sd, int items, Integer lowest, Integer highest)
            implements Claim {}

    /** A P value of a table: rows are groups, columns what became of them. */
    record Comparison(String name, List<Row> rows, PrintedP p, List<TableTest> tests) implements Claim {
        /** @param cells one: the rest of the group is the other column; several: together they are the whole group */
        public record Row(String of, List<Share> cells) {}

        public int columns() {
            return Math.max(2, rows.getFirst().cells().size());
        }

        public boolean twoByTwo() {
            return rows.size() == 2 && columns() == 2;
        }
    }

    /** What the text makes of a P value. */
    record Significance(String name, PrintedP p, Printed alpha, boolean significant) implements Claim {}

    /**
     * A ratio of hazards, odds or risks with what is printed beside it.
     *
     * @param lower may be null, like {@code upper}, but not alone
     * @param level of the limits in percent
     * @param p may be null
     * @param wald whether limits and P come from the same model, symmetric on the logarithm's scale
     */
    record Ratio(String name, Printed estimate, Printed lower, Printed upper, Printed level, PrintedP p, boolean wald)
            implements Claim {}

    /** A log-rank P of two groups. */
    record LogRank(String name, List<Arm> arms, PrintedP p) implements Claim {
        /** @param events null where the paper does not say */
        public record Arm(String of, Integer events) {}
    }

    /** Whether a Kaplan–Meier median is reached after so many events. */
    record Median(String name, String of, int events, boolean reached) implements Claim {}

    /**
     * A Kaplan–Meier estimate at some time.
     *
     * @param events at most so many up to then; null where the paper does not say
     */
    record Survival(String name, String of, Printed percentage, Integer events) implements Claim {}

    /** A proportion's confidence limits, in percent. */
    record ProportionLimits(
            String name,
            String of,
            Share share,
            Printed lower,
            Printed upper,
            Printed level,
            List<IntervalMethod> methods)
            implements Claim {}
}
