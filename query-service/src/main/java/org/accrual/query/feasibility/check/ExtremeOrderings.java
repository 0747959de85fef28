package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Optional;

/**
 * How large χ² of a log-rank test can be, over all orderings with ties. Since D²/V is the greatest of 4λ(D − λV) over
 * λ &gt; 0, no ordering reaches x if and only if 4λ G(λ) &lt; x for all λ, where G(λ) is the greatest D − λV: a sum over
 * steps, so found by dynamic programming. G falls with λ; hence 4λ'G(λ') &lt; x for all λ' from λ up to x/(4 G(λ)), and
 * the whole line is covered in a few marches.
 */
final class ExtremeOrderings {
    /** Marches of one proof; a bound that is nearly reached needs many. */
    private static final int MARCHES_MAX = 200;

    /** Of x, by which the arithmetic may be off. */
    private static final double TOLERANCE = 1e-9;

    private static final int ASCENTS = 8;

    private final TwoArms start;
    private final Work work;
    private final double[] gains;
    private final int width2;
    private final int widthEvents1;
    private final int widthEvents2;
    private double greatest;
    private Ordering extreme;

    ExtremeOrderings(TwoArms start, Work work) {
        this.start = start;
        this.work = work;
        this.width2 = start.atRisk2() + 1;
        this.widthEvents1 = start.events1() == null ? 1 : start.events1() + 1;
        this.widthEvents2 = start.events2() == null ? 1 : start.events2() + 1;
        long states = (long) (start.atRisk1() + 1) * width2 * widthEvents1 * widthEvents2;
        work.spend(states);
        if (states > Integer.MAX_VALUE / 64)
            throw new Work.TooMuch("The groups are too large to look at all orderings.");
        this.gains = new double[(int) states];
    }

    /** Whether no ordering has a χ² of x or more, as far as a bounded number of marches can tell. */
    enum Reach {
        NEVER,
        PERHAPS
    }

    /** @param x above 0 */
    Reach reach(double x) {
        for (int sign : new int[] {1, -1}) if (march(sign, x) == Reach.PERHAPS) return Reach.PERHAPS;
        return Reach.NEVER;
    }

    /** The ordering with the largest χ² seen so far. */
    Optional<Ordering> extreme() {
        return Optional.ofNullable(extreme);
    }

    /** Climbs to an ordering that no λ of its own improves. */
    void ascend() {
        for (int sign : new int[] {1, -1}) {
            double lambda = 1;
            for (int i = 0; i < ASCENTS; i++) {
                evaluate(sign, lambda);
                double[] sums = follow(sign, lambda);
                if (sums[1] <= 0) break;
                lambda = Math.abs(sums[0]) / (2 * sums[1]);
                if (lambda <= 0) break;
            }
        }
    }

    private Reach march(int sign, double x) {
        double gain = evaluate(sign, 0);
        if (gain <= 0) return Reach.NEVER;
        double lambda = x / (4 * gain);
        for (int i = 0; i < MARCHES_MAX; i++) {
            gain = evaluate(sign, lambda);
            if (gain <= 0) return Reach.NEVER;
            if (4 * lambda * gain >= x * (1 - TOLERANCE)) {
                follow(sign, lambda);
                return Reach.PERHAPS;
            }
            lambda = x / (4 * gain);
        }
        return Reach.PERHAPS;
    }

    /** G(λ) for every state from the least at risk up; of the start. */
    private double evaluate(int sign, double lambda) {
        for (int r1 = 1; r1 <= start.atRisk1(); r1++)
            for (int r2 = 1; r2 <= start.atRisk2(); r2++)
                for (int e1 = 0; e1 < widthEvents1 && e1 <= r1; e1++)
                    for (int e2 = 0; e2 < widthEvents2 && e2 <= r2; e2++)
                        gains[index(r1, r2, e1, e2)] = best(r1, r2, e1, e2, sign, lambda);
        return gains[gains.length - 1];
    }

    private int index(int r1, int r2, int e1, int e2) {
        return ((r1 * width2 + r2) * widthEvents1 + e1) * widthEvents2 + e2;
    }

    private double best(int r1, int r2, int e1, int e2, int sign, double lambda) {
        boolean free1 = start.events1() == null;
        boolean free2 = start.events2() == null;
        double best = Double.NEGATIVE_INFINITY;
        if (free1 || r1 > e1) best = gains[index(r1 - 1, r2, e1, e2)];
        if (free2 || r2 > e2) best = Math.max(best, gains[index(r1, r2 - 1, e1, e2)]);
        int most1 = free1 ? r1 : e1;
        int most2 = free2 ? r2 : e2;
        work.spend((most1 + 1L) * (most2 + 1L));
        double n = r1 + r2;
        double share = r1 / n;
        double spread = share * (r2 / n) / (n - 1);
        for (int first = 0; first <= most1; first++)
            for (int second = first == 0 ? 1 : 0; second <= most2; second++) {
                int events = first + second;
                double later = gains[index(r1 - first, r2 - second, free1 ? 0 : e1 - first, free2 ? 0 : e2 - second)];
                double gain = sign * (first - events * share) - lambda * events * (n - events) * spread + later;
                best = Math.max(best, gain);
            }
        return best;
    }

    /** Walks the best steps of the last evaluation, and keeps the ordering if it is the most extreme. */
    private double[] follow(int sign, double lambda) {
        var steps = new ArrayList<Ordering.Step>();
        double[] sums = new double[2];
        TwoArms state = start;
        while (!state.decided()) {
            Ordering.Step step = bestStep(state, sign, lambda);
            steps.add(step);
            sums[0] += step.difference(state.atRisk1(), state.atRisk2());
            sums[1] += step.variance(state.atRisk1(), state.atRisk2());
            state = state.after(step);
        }
        steps.addAll(state.rest());
        if (sums[1] > 0 && sums[0] * sums[0] / sums[1] > greatest) {
            greatest = sums[0] * sums[0] / sums[1];
            extreme = new Ordering(steps);
        }
        return sums;
    }

    private Ordering.Step bestStep(TwoArms state, int sign, double lambda) {
        double[] best = {Double.NEGATIVE_INFINITY};
        Ordering.Step[] chosen = new Ordering.Step[1];
        state.forEachStep(step -> {
            TwoArms next = state.after(step);
            double gain = sign * step.difference(state.atRisk1(), state.atRisk2())
                    - lambda * step.variance(state.atRisk1(), state.atRisk2())
                    + (next.decided() ? 0 : gains[index(next)]);
            if (gain <= best[0]) return;
            best[0] = gain;
            chosen[0] = step;
        });
        return chosen[0];
    }

    private int index(TwoArms state) {
        return index(
                state.atRisk1(),
                state.atRisk2(),
                state.events1() == null ? 0 : state.events1(),
                state.events2() == null ? 0 : state.events2());
    }
}
