package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.TableTest;

/** Whether any counts that the printed shares allow give the printed P, by any of the tests: all tables are tried. */
final class TableCheck {
    private final Claim.Comparison claim;
    private final Question question;
    private final Bounds bounds;
    private final Work work;
    private final List<Witness> fits = new ArrayList<>();
    private Witness below;
    private Witness above;
    private long tables;
    private boolean untried;

    private TableCheck(Claim.Comparison claim, Question question, Work work) {
        this.claim = claim;
        this.question = question;
        this.bounds = claim.p().bounds(question.rounding());
        this.work = work;
    }

    static List<Finding> of(Claim.Comparison claim, Question question, Sizes sizes, Work work) {
        List<Finding> impossible = claim.rows().stream()
                .flatMap(row -> ShareChecks.impossibleShares(row.of(), row.cells(), question).stream())
                .toList();
        if (!impossible.isEmpty()) return impossible;
        return List.of(new TableCheck(claim, question, work).finding(sizes));
    }

    private Finding finding(Sizes sizes) {
        String check = "A table that fits gives " + claim.p();
        List<String> names = claim.rows().stream().map(Claim.Comparison.Row::of).toList();
        for (int[] together : sizes.together(names, work)) {
            tryAll(together);
            if (fits.size() >= Finding.MOST_FITS) break;
        }
        if (!fits.isEmpty()) return Finding.possible(check, fits.getFirst().sentence(), fits);
        if (tables == 0)
            return Finding.undecided(
                    check, "There is no table to try: no sizes of the groups fit everything else. See their sizes.");
        if (untried)
            return Finding.undecided(
                    check,
                    "No other test gives it, but Fisher's exact test was not tried: the table has more than "
                            + TableP.FISHER_PATIENTS_MAX + " patients, or too many ways to fill it.");
        return Finding.impossible(
                check, none(), Stream.of(below, above).filter(it -> it != null).toList());
    }

    private String none() {
        return (tables == 1 ? "The only table" : "None of the " + tables + " tables") + " that the printed shares allow"
                + (tables == 1 ? " does not give " : " gives ") + claim.p() + ", by "
                + Words.list(claim.tests().stream().map(TableTest::words).toList(), "or") + ".";
    }

    private void tryAll(int[] sizes) {
        List<List<int[]>> rows = IntStream.range(0, sizes.length)
                .mapToObj(i -> new Parts(claim.rows().get(i).cells(), question.rounding()).rows(sizes[i], work))
                .toList();
        fill(new int[rows.size()][], 0, rows);
    }

    private void fill(int[][] table, int next, List<List<int[]>> rows) {
        if (fits.size() >= Finding.MOST_FITS) return;
        if (next == table.length) {
            test(table);
            return;
        }
        for (int[] row : rows.get(next)) {
            table[next] = row;
            fill(table, next + 1, rows);
        }
    }

    private void test(int[][] table) {
        if (Arrays.stream(table).flatMapToInt(Arrays::stream).sum() == 0) return;
        tables++;
        for (TableTest test : claim.tests()) {
            work.spend(TableP.steps(table));
            if (test == TableTest.FISHER && !TableP.triesFisher(table)) untried = true;
            note(test, table, TableP.of(test, table, work));
        }
    }

    private void note(TableTest test, int[][] table, double p) {
        if (Double.isNaN(p)) {
            untried |= test == TableTest.FISHER;
            return;
        }
        if (bounds.contains(p) && fits.size() < Finding.MOST_FITS) fits.add(witness(test, table, p));
        else if (p < bounds.lowest() && (below == null || p > below.value())) below = witness(test, table, p);
        else if (p > bounds.highest() && (above == null || p < above.value())) above = witness(test, table, p);
    }

    private Witness witness(TableTest test, int[][] table, double p) {
        List<Witness.Counts> counts = IntStream.range(0, table.length)
                .mapToObj(i -> counts(claim.rows().get(i), table[i]))
                .toList();
        String sentence = Words.list(counts, "and") + ": " + test.words() + " gives P = " + Words.number(p) + ".";
        return Witness.near(sentence, p, counts);
    }

    private static Witness.Counts counts(Claim.Comparison.Row row, int[] cells) {
        return new Witness.Counts(
                row.of(),
                IntStream.of(cells).sum(),
                IntStream.of(cells).boxed().limit(row.cells().size()).toList());
    }
}
