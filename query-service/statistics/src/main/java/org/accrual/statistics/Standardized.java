package org.accrual.statistics;

/**
 * Covariates centered and scaled to a mean deviation of 1, so that sums stay small and singularity is judged alike for
 * milligrams and years.
 *
 * @param x row by row
 */
public record Standardized(int rows, int size, double[] x, double[] means, double[] scales) {

    public static Standardized of(Covariates covariates) {
        int rows = covariates.rows();
        int size = covariates.size();
        double[] x = new double[rows * size];
        double[] means = new double[size];
        double[] scales = new double[size];
        for (int j = 0; j < size; j++) {
            double[] column = covariates.column(j);
            means[j] = Sample.mean(column);
            double deviation = 0;
            for (double value : column) {
                deviation += Math.abs(value - means[j]);
            }
            scales[j] = deviation > 0 ? rows / deviation : 1;
            for (int row = 0; row < rows; row++) {
                x[row * size + j] = (column[row] - means[j]) * scales[j];
            }
        }
        return new Standardized(rows, size, x, means, scales);
    }

    /** x of a row, j-th covariate. */
    public double at(int row, int j) {
        return x[row * size + j];
    }

    /** e^{xβ} per row. */
    public double[] risks(double[] beta) {
        double[] risks = new double[rows];
        for (int row = 0; row < rows; row++) {
            double eta = 0;
            for (int j = 0; j < size; j++) {
                eta += beta[j] * at(row, j);
            }
            risks[row] = StrictMath.exp(eta);
        }
        return risks;
    }

    /** Coefficients of the covariates as they were given. */
    public double[] unscaled(double[] beta) {
        double[] values = beta.clone();
        for (int j = 0; j < size; j++) {
            values[j] *= scales[j];
        }
        return values;
    }

    /** What centering took from every linear predictor. */
    public double taken(double[] beta) {
        double taken = 0;
        for (int j = 0; j < size; j++) {
            taken += beta[j] * scales[j] * means[j];
        }
        return taken;
    }

    public double[][] unscaledCovariance(double[][] covariance) {
        double[][] unscaled = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                unscaled[j][k] = covariance[j][k] * scales[j] * scales[k];
            }
        }
        return unscaled;
    }
}
