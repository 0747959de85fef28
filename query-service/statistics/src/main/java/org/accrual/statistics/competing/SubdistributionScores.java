package org.accrual.statistics.competing;

/**
 * Each row's part in the score of a Fine–Gray model, η + ψ (Fine and Gray 1999, equation 7; R's {@code cmprsk::crr}):
 *
 * <ul>
 *   <li>η = ∫ (x − E(t)) w(t) dM(t), with E = S1/S0 and M the martingale of the cause,
 *   <li>ψ = ∫ q(u)/Y(u) dMᶜ(u), what estimating the censoring adds: Mᶜ is the martingale of the censoring, Y(u) the number
 *       under observation, q(u) = Σ over those with a competing event before u of ∫ from u on of (x − E) w e^{xβ} dΛ.
 * </ul>
 *
 * <p>All integrals are running sums over the time axis: A = ∫ dΛ, AE = ∫ E dΛ, and the same weighted by G.
 */
final class SubdistributionScores {

    private final Subdistribution sets;
    private final double[] risks;
    private final int size;
    private final int places;
    private final double[][] mean;
    /** Up to and including each place. */
    private final double[] hazard;

    private final double[][] meanHazard;
    /** From each place on, weighted by G(t−); one place more than the axis. */
    private final double[] weighted;

    private final double[][] weightedMean;

    private SubdistributionScores(Subdistribution sets, double[] beta) {
        this.sets = sets;
        this.size = sets.x.size();
        this.places = sets.axis.size();
        this.risks = sets.x.risks(beta);
        double[][] sums = sets.sums(risks);
        double[] increments = sets.hazard(sums);
        this.mean = new double[places][size];
        this.hazard = new double[places];
        this.meanHazard = new double[places][size];
        this.weighted = new double[places + 1];
        this.weightedMean = new double[places + 1][size];
        accumulate(sums, increments);
    }

    /** One row per patient, in the order given, on the standardized scale. */
    static double[][] of(Subdistribution sets, double[] beta) {
        SubdistributionScores scores = new SubdistributionScores(sets, beta);
        double[][] perRow = new double[sets.causes.length][sets.x.size()];
        scores.addEta(perRow);
        scores.addPsi(perRow);
        return perRow;
    }

    private void accumulate(double[][] sums, double[] increments) {
        for (int place = 0; place < places; place++) {
            hazard[place] = increments[place] + (place > 0 ? hazard[place - 1] : 0);
            for (int j = 0; j < size; j++) {
                mean[place][j] = sums[place][1 + j] / sums[place][0];
                meanHazard[place][j] = increments[place] * mean[place][j] + (place > 0 ? meanHazard[place - 1][j] : 0);
            }
        }
        for (int place = places - 1; place >= 0; place--) {
            double step = sets.censoringBefore[place] * increments[place];
            weighted[place] = weighted[place + 1] + step;
            for (int j = 0; j < size; j++) {
                weightedMean[place][j] = weightedMean[place + 1][j] + step * mean[place][j];
            }
        }
    }

    private void addEta(double[][] scores) {
        for (int row = 0; row < scores.length; row++) {
            int place = sets.axis.stopPlace[row];
            boolean event = sets.causes[row] == sets.cause;
            double after = sets.competing(row) ? 1 / sets.weightBase(row) : 0;
            for (int j = 0; j < size; j++) {
                double x = sets.x.at(row, j);
                double seen = x * hazard[place] - meanHazard[place][j];
                double weightedAfter = x * weighted[place + 1] - weightedMean[place + 1][j];
                scores[row][j] += (event ? x - mean[place][j] : 0) - risks[row] * (seen + after * weightedAfter);
            }
        }
    }

    private void addPsi(double[][] scores) {
        double[][] q = q();
        double[][] compensator = new double[places][size];
        for (int place = 0; place < places; place++) {
            double y = sets.atRisk[place];
            for (int j = 0; j < size; j++) {
                compensator[place][j] =
                        q[place][j] * sets.censored[place] / (y * y) + (place > 0 ? compensator[place - 1][j] : 0);
            }
        }
        for (int row = 0; row < scores.length; row++) {
            int place = sets.axis.stopPlace[row];
            for (int j = 0; j < size; j++) {
                double own = sets.causes[row] == 0 ? q[place][j] / sets.atRisk[place] : 0;
                scores[row][j] += own - compensator[place][j];
            }
        }
    }

    private double[][] q() {
        double[] ofPlace = new double[places];
        double[][] xOfPlace = new double[places][size];
        for (int row = 0; row < risks.length; row++) {
            if (sets.competing(row)) {
                int place = sets.axis.stopPlace[row];
                double share = risks[row] / sets.weightBase(row);
                ofPlace[place] += share;
                for (int j = 0; j < size; j++) {
                    xOfPlace[place][j] += share * sets.x.at(row, j);
                }
            }
        }
        double[][] q = new double[places][size];
        double before = 0;
        double[] xBefore = new double[size];
        for (int place = 0; place < places; place++) {
            for (int j = 0; j < size; j++) {
                q[place][j] = xBefore[j] * weighted[place] - before * weightedMean[place][j];
                xBefore[j] += xOfPlace[place][j];
            }
            before += ofPlace[place];
        }
        return q;
    }
}
