package org.accrual.statistics.regression;

import java.util.Arrays;
import org.accrual.statistics.Groups;

/**
 * Harrell's C: of all pairs in which one is known to have the event first, the fraction in which that one has the higher
 * risk score; equal scores count half. Pairs stay within strata. Its variance is the infinitesimal jackknife, summed
 * within clusters (Therneau and Watson 2017; R's {@code concordancefit}).
 *
 * @param value NaN without a comparable pair
 * @param concordant weight of the pairs in the right order
 * @param discordant weight of the pairs in the wrong order
 * @param tied weight of the pairs with equal scores
 */
public record Concordance(double value, double standardError, double concordant, double discordant, double tied) {

    static Concordance of(RiskSets sets, double[] eta, Groups clusters) {
        Sweep sweep = new Sweep(sets, eta);
        for (int stratum = 0; stratum < sets.stratumCount; stratum++) {
            sweep.stratum(sets.stratumStart[stratum], sets.stratumStart[stratum + 1]);
        }
        double pairs = sweep.concordant + sweep.discordant + sweep.tied;
        double difference = (sweep.concordant - sweep.discordant) / pairs;
        double variance = sweep.variance(pairs, difference, clusters) / 4;
        return new Concordance(
                (difference + 1) / 2, Math.sqrt(variance), sweep.concordant, sweep.discordant, sweep.tied);
    }

    /** Backwards in time: who outlives an event is in the tree when the event is looked up. */
    private static final class Sweep {

        private final RiskSets sets;
        private final double[] eta;
        /** Per sorted position: weight of partners in the right less in the wrong order, and of all partners. */
        private final double[] balance;

        private final double[] partners;
        private double concordant;
        private double discordant;
        private double tied;

        private final double[] scores;
        /** Of the current stratum: each row's place among the distinct scores. */
        private final int[] ranks;

        private int stratumStart;
        private SumTree alive;
        private SumTree dead;

        Sweep(RiskSets sets, double[] eta) {
            this.sets = sets;
            this.eta = eta;
            this.balance = new double[sets.rows];
            this.partners = new double[sets.rows];
            this.scores = new double[sets.largestStratum()];
            this.ranks = new int[scores.length];
        }

        void stratum(int start, int end) {
            int scoreCount = distinctScores(start, end);
            stratumStart = start;
            for (int i = start; i < end; i++) {
                ranks[i - start] = Arrays.binarySearch(scores, 0, scoreCount, eta[i]);
            }
            alive = new SumTree(scoreCount);
            dead = new SumTree(scoreCount);
            int leaving = start;
            int i = start;
            while (i < end) {
                int place = sets.place[i];
                int deaths = i;
                for (; deaths < end && sets.place[deaths] == place && !sets.event[deaths]; deaths++) {
                    enter(deaths);
                }
                int next = deaths;
                while (next < end && sets.place[next] == place) {
                    next++;
                }
                if (next > deaths && sets.firstPlace != null) {
                    leaving = leave(leaving, end, place);
                }
                events(deaths, next);
                i = next;
            }
            for (int rest = sets.firstPlace == null ? start : leaving; rest < end; rest++) {
                exit(sets.firstPlace == null ? rest : sets.entryPosition(rest));
            }
        }

        private int leave(int from, int end, int place) {
            int leaving = from;
            while (leaving < end && sets.firstPlace[sets.entryPosition(leaving)] > place) {
                int gone = sets.entryPosition(leaving++);
                exit(gone);
                alive.add(rank(gone), -sets.weight(gone));
            }
            return leaving;
        }

        private void events(int from, int to) {
            for (int i = from; i < to; i++) {
                int rank = rank(i);
                double w = sets.weight(i);
                double below = alive.below(rank);
                double same = alive.at(rank);
                double above = alive.total() - below - same;
                concordant += w * below;
                discordant += w * above;
                tied += w * same;
                balance[i] += below - above;
                partners[i] += below + same + above;
            }
            for (int i = from; i < to; i++) {
                dead.add(rank(i), sets.weight(i));
            }
            for (int i = from; i < to; i++) {
                enter(i);
            }
        }

        /** From here backwards the row is a survivor; events already seen are no partners of it. */
        private void enter(int i) {
            survivor(i, -1);
            alive.add(rank(i), sets.weight(i));
        }

        /** Events seen since it entered are its partners. */
        private void exit(int i) {
            survivor(i, 1);
        }

        private void survivor(int i, int sign) {
            int rank = rank(i);
            double below = dead.below(rank);
            double same = dead.at(rank);
            double above = dead.total() - below - same;
            balance[i] += sign * (above - below);
            partners[i] += sign * (below + same + above);
        }

        private int rank(int i) {
            return ranks[i - stratumStart];
        }

        /** Sorts the stratum's scores and keeps each once; returns how many. */
        private int distinctScores(int start, int end) {
            System.arraycopy(eta, start, scores, 0, end - start);
            Arrays.sort(scores, 0, end - start);
            int count = 0;
            for (int i = 0; i < end - start; i++) {
                if (i == 0 || scores[i] != scores[i - 1]) {
                    scores[count++] = scores[i];
                }
            }
            return count;
        }

        double variance(double pairs, double difference, Groups clusters) {
            double[] perCluster = clusters == null ? null : new double[clusters.size()];
            double variance = 0;
            for (int i = 0; i < sets.rows; i++) {
                double influence = sets.weight(i) * (balance[i] - difference * partners[i]) / pairs;
                if (perCluster == null) {
                    variance += influence * influence;
                } else {
                    perCluster[clusters.codes()[sets.order[i]]] += influence;
                }
            }
            for (int c = 0; perCluster != null && c < perCluster.length; c++) {
                variance += perCluster[c] * perCluster[c];
            }
            return variance;
        }
    }

    /** Sums of weights by rank, each change and question in logarithmic time (Fenwick 1994). */
    private static final class SumTree {

        private final double[] tree;
        private final double[] own;
        private double total;

        SumTree(int size) {
            tree = new double[size + 1];
            own = new double[size];
        }

        void add(int rank, double weight) {
            total += weight;
            own[rank] += weight;
            for (int node = rank + 1; node < tree.length; node += node & -node) {
                tree[node] += weight;
            }
        }

        double at(int rank) {
            return own[rank];
        }

        double below(int rank) {
            double sum = 0;
            for (int node = rank; node > 0; node -= node & -node) {
                sum += tree[node];
            }
            return sum;
        }

        double total() {
            return total;
        }
    }
}
