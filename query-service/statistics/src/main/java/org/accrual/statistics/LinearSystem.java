package org.accrual.statistics;

/**
 * Symmetric positive semidefinite systems, by the generalized Cholesky decomposition A = L D L' of R's survival
 * ({@code cholesky2}): a pivot that is small beside the largest diagonal is taken as zero, its column as redundant.
 */
public final class LinearSystem {

    /** R's coxph.control: {@code .Machine$double.eps^.75}. */
    static final double SINGULAR_TOLERANCE = StrictMath.pow(2, -39);

    private final double[][] factor;
    private final double[] pivots;
    private final int rank;

    private LinearSystem(double[][] factor, double[] pivots, int rank) {
        this.factor = factor;
        this.pivots = pivots;
        this.rank = rank;
    }

    public static LinearSystem of(double[][] symmetric) {
        return of(symmetric, SINGULAR_TOLERANCE);
    }

    public static LinearSystem of(double[][] symmetric, double tolerance) {
        int n = symmetric.length;
        double[][] l = new double[n][n];
        double[] pivots = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, symmetric[i][i]);
        }
        double threshold = largest == 0 ? tolerance : largest * tolerance;
        double[][] rest = new double[n][];
        for (int i = 0; i < n; i++) {
            rest[i] = symmetric[i].clone();
            l[i][i] = 1;
        }
        int rank = 0;
        for (int i = 0; i < n; i++) {
            double pivot = rest[i][i];
            if (!(pivot >= threshold)) {
                continue;
            }
            rank++;
            pivots[i] = pivot;
            for (int j = i + 1; j < n; j++) {
                double factor = rest[j][i] / pivot;
                l[j][i] = factor;
                for (int k = i + 1; k <= j; k++) {
                    rest[j][k] -= factor * rest[k][i];
                }
            }
        }
        return new LinearSystem(l, pivots, rank);
    }

    public int rank() {
        return rank;
    }

    public boolean redundant(int column) {
        return pivots[column] == 0;
    }

    public boolean singular() {
        return rank < pivots.length;
    }

    /** log |A| without the redundant columns. */
    public double logDeterminant() {
        double sum = 0;
        for (double pivot : pivots) {
            sum += pivot == 0 ? 0 : StrictMath.log(pivot);
        }
        return sum;
    }

    /** Solves A x = b; redundant columns get 0. */
    public double[] solve(double[] b) {
        int n = pivots.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= x[j] * factor[i][j];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            if (pivots[i] == 0) {
                x[i] = 0;
                continue;
            }
            double value = x[i] / pivots[i];
            for (int j = i + 1; j < n; j++) {
                value -= x[j] * factor[j][i];
            }
            x[i] = value;
        }
        return x;
    }

    /** b' A⁻¹ b. */
    public double quadraticForm(double[] b) {
        double[] x = solve(b);
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += b[i] * x[i];
        }
        return sum;
    }

    /** A⁻¹; rows and columns of redundant columns are 0. */
    public double[][] inverse() {
        int n = pivots.length;
        double[][] inverse = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = pivots[j] == 0 ? 0 : 1;
            double[] column = solve(unit);
            for (int i = 0; i < n; i++) {
                inverse[i][j] = pivots[j] == 0 ? 0 : column[i];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                inverse[j][i] = inverse[i][j];
            }
        }
        return inverse;
    }
}
