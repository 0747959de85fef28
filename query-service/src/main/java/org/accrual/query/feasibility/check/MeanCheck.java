package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.accrual.query.feasibility.answer.Finding;
import org.accrual.query.feasibility.answer.Witness;
import org.accrual.query.feasibility.question.Bounds;
import org.accrual.query.feasibility.question.Claim;
import org.accrual.query.feasibility.question.Question;
import org.accrual.query.feasibility.question.Rounding;

/** Mean and standard deviation of whole numbers: GRIM (Brown and Heathers 2017) and, by trying data, its extension to SD. */
final class MeanCheck {
    /** For a standard deviation data are tried, which takes too long for more. */
    static final int SD_PATIENTS_MAX = 1_000;

    private static final int NEAREST_TRIES = 100;
    private static final int VALUES_SHOWN = 12;

    private final Claim.Mean claim;
    private final Question question;
    private final Work work;

    private MeanCheck(Claim.Mean claim, Question question, Work work) {
        this.claim = claim;
        this.question = question;
        this.work = work;
    }

    static List<Finding> of(Claim.Mean claim, Question question, Sizes sizes, Work work) {
        return new MeanCheck(claim, question, work).findings(sizes);
    }

    /** Whether n patients can have a sum that is printed as the mean. */
    static boolean sumExists(Claim.Mean claim, int n, Set<Rounding> rounding) {
        return n > 0 && sums(claim, n, rounding).findAny().isPresent();
    }

    private static LongStream sums(Claim.Mean claim, int n, Set<Rounding> rounding) {
        long items = (long) n * claim.items();
        Bounds bounds = claim.mean().bounds(rounding);
        long lowest = Math.max((long) Math.floor(bounds.lowest() * items) - 1, items * lowest(claim));
        long highest = Math.min((long) Math.ceil(bounds.highest() * items) + 1, items * highest(claim));
        return LongStream.rangeClosed(lowest, highest)
                .filter(sum -> !claim.mean().conventions(sum, items, rounding).isEmpty());
    }

    private static long lowest(Claim.Mean claim) {
        return claim.lowest() == null ? -1_000_000_000L : claim.lowest();
    }

    private static long highest(Claim.Mean claim) {
        return claim.highest() == null ? 1_000_000_000L : claim.highest();
    }

    private List<Finding> findings(Sizes sizes) {
        List<Integer> possible = sizes.of(claim.of()).stream()
                .filter(n -> sumExists(claim, n, question.rounding()))
                .toList();
        Finding mean = mean(possible);
        if (claim.sd() == null || possible.isEmpty()) return List.of(mean);
        return List.of(mean, deviation(possible));
    }

    private Finding mean(List<Integer> possible) {
        String check = "Whole numbers of " + claim.of() + " have the mean " + claim.mean();
        if (!possible.isEmpty()) {
            int n = possible.getFirst();
            long sum = sums(claim, n, question.rounding()).findFirst().orElseThrow();
            List<Rounding> conventions = claim.mean().conventions(sum, (long) n * claim.items(), question.rounding());
            double exact = (double) sum / n / claim.items();
            String sentence = "A sum of " + sum + " over " + counted(n) + " is " + Words.number(exact)
                    + Words.onlyTruncated(conventions, question.rounding()) + ".";
            return Finding.possible(check, sentence, List.of(new Witness(sentence, exact, List.of(), conventions)));
        }
        int n = question.group(claim.of()).n().atMost();
        if (n == 0 || question.group(claim.of()).n().contains(n) && anySize())
            return Finding.undecided(check, "No size of " + claim.of() + " fits everything else: see its sizes.");
        return Finding.impossible(
                check,
                "No sum of whole numbers" + within() + " over " + counted(n)
                        + (question.group(claim.of()).n().known() ? "" : ", nor over fewer,") + " is " + claim.mean()
                        + ".",
                nearest(n));
    }

    private boolean anySize() {
        var size = question.group(claim.of()).n();
        for (int n = size.atLeast(); n <= size.atMost(); n++) if (sumExists(claim, n, question.rounding())) return true;
        return false;
    }

    private String counted(int n) {
        return n + " patients" + (claim.items() == 1 ? "" : " with " + claim.items() + " numbers each");
    }

    private String within() {
        if (claim.lowest() == null && claim.highest() == null) return "";
        return (claim.lowest() == null ? "" : " from " + claim.lowest())
                + (claim.highest() == null ? "" : " up to " + claim.highest());
    }

    private List<Witness> nearest(int n) {
        long items = (long) n * claim.items();
        long below = (long) Math.floor(claim.mean().number() * items);
        return LongStream.of(below, below + 1)
                .filter(sum -> sum >= items * lowest(claim) && sum <= items * highest(claim))
                .mapToObj(sum -> {
                    double mean = (double) sum / items;
                    return Witness.near("A sum of " + sum + " gives " + Words.number(mean) + ".", mean, List.of());
                })
                .toList();
    }

    private Finding deviation(List<Integer> possible) {
        String check = "Whole numbers with this mean have the standard deviation " + claim.sd();
        var nearest = new ArrayList<Witness>();
        for (int n : possible) {
            if (n < 2) continue;
            if (n > SD_PATIENTS_MAX)
                return Finding.undecided(
                        check, "Data are tried for up to " + SD_PATIENTS_MAX + " patients; here there are more.");
            for (long sum : sums(claim, n, question.rounding()).toArray()) {
                Witness fit = new Deviations(n, sum).fit(nearest);
                if (fit != null) return Finding.possible(check, fit.sentence(), List.of(fit));
            }
        }
        return Finding.impossible(
                check,
                "No whole numbers" + within() + " with the mean " + claim.mean() + " have the standard deviation "
                        + claim.sd() + " (with n − 1).",
                extremes(nearest));
    }

    /** The greatest below and the least above what is printed. */
    private List<Witness> extremes(List<Witness> near) {
        double printed = claim.sd().number();
        var byValue = java.util.Comparator.comparing(Witness::value);
        var both = new ArrayList<Witness>();
        near.stream().filter(it -> it.value() < printed).max(byValue).ifPresent(both::add);
        near.stream().filter(it -> it.value() >= printed).min(byValue).ifPresent(both::add);
        return both;
    }

    /**
     * Standard deviations that n whole numbers with a given sum can have. The numbers are counted from their rounded mean,
     * which keeps the squares small; a patient with several numbers has their sum.
     */
    private final class Deviations {
        private final int n;
        private final long shift;
        private final long sum;
        private final IntegerData data;

        Deviations(int n, long sum) {
            this.n = n;
            this.shift = Math.floorDiv(sum, n);
            this.sum = sum - shift * n;
            this.data = new IntegerData(
                    claim.items() * lowest(claim) - shift, claim.items() * highest(claim) - shift, work);
        }

        /** @param nearest is added what comes near */
        Witness fit(List<Witness> nearest) {
            Bounds bounds = claim.sd().bounds(question.rounding());
            long least = (long) Math.ceil(squares(Math.max(0, bounds.lowest())));
            long most = (long) Math.floor(squares(bounds.highest()));
            for (long squares = least; squares <= most; squares++) {
                Witness found = witness(squares);
                if (found != null) return found;
            }
            near(least - 1, -1, nearest);
            near(most + 1, 1, nearest);
            return null;
        }

        private double squares(double deviation) {
            double scaled = deviation * claim.items();
            return scaled * scaled * (n - 1) + (double) sum * sum / n;
        }

        private void near(long squares, int step, List<Witness> nearest) {
            for (int i = 0; i < NEAREST_TRIES; i++) {
                Witness found = witness(squares + (long) step * i);
                if (found == null) continue;
                nearest.add(found);
                return;
            }
        }

        private Witness witness(long squares) {
            List<Long> numbers = data.find(n, sum, squares);
            if (numbers.isEmpty()) return null;
            double deviation = Math.sqrt((squares - (double) sum * sum / n) / (n - 1)) / claim.items();
            return Witness.near(
                    shown(numbers) + ": standard deviation " + Words.number(deviation) + ".", deviation, List.of());
        }

        private String shown(List<Long> numbers) {
            String text = numbers.stream()
                    .limit(VALUES_SHOWN)
                    .map(number -> Long.toString(number + shift))
                    .collect(Collectors.joining(", "));
            return (claim.items() == 1 ? "" : "Sums of a patient ")
                    + text
                    + (numbers.size() > VALUES_SHOWN ? ", … (" + numbers.size() + " numbers)" : "");
        }
    }
}
