package org.accrual.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Patients in columns, in memory: what both sides start from.
 *
 * @param exposed the group as a covariate
 */
record Rows(int[] center, int[] group, double[] exposed, double[] age, int[] days, boolean[] status) {

    private static final int CENTERS = 20;
    private static final double DAYS_PER_MONTH = 30.4375;

    int size() {
        return days.length;
    }

    /** Rows drawn as R's are: exponential times, uniform censoring, days rounded up. */
    static Rows draw(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Rows rows = ofSize(size);
        for (int row = 0; row < size; row++) {
            rows.group[row] = row < size / 2 ? 0 : 1;
            rows.exposed[row] = rows.group[row];
            rows.center[row] = 1 + random.nextInt(CENTERS);
            rows.age[row] = Math.rint(60 + 10 * random.nextGaussian());
            double hazard =
                    StrictMath.log(2) / 30 * StrictMath.exp(-0.35 * rows.group[row] + 0.02 * (rows.age[row] - 60));
            double event = -StrictMath.log(1 - random.nextDouble()) / hazard;
            double censoring = 6 + 144 * random.nextDouble();
            rows.status[row] = event <= censoring;
            rows.days[row] = Math.max(1, (int) Math.ceil(Math.min(event, censoring) * DAYS_PER_MONTH));
        }
        return rows;
    }

    private static Rows ofSize(int size) {
        return new Rows(
                new int[size], new int[size], new double[size], new double[size], new int[size], new boolean[size]);
    }

    /** Reads center, group, age, days, status: whole numbers, a line per patient, after a line of names. */
    static Rows read(Path csv, int atMost) throws IOException {
        Rows rows = ofSize(atMost);
        int row = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(csv), 1 << 16)) {
            skipLine(in);
            int[] cells = new int[5];
            while (row < atMost && readLine(in, cells)) {
                rows.center[row] = cells[0];
                rows.group[row] = cells[1];
                rows.exposed[row] = cells[1];
                rows.age[row] = cells[2];
                rows.days[row] = cells[3];
                rows.status[row] = cells[4] == 1;
                row++;
            }
        }
        return new Rows(
                Arrays.copyOf(rows.center, row),
                Arrays.copyOf(rows.group, row),
                Arrays.copyOf(rows.exposed, row),
                Arrays.copyOf(rows.age, row),
                Arrays.copyOf(rows.days, row),
                Arrays.copyOf(rows.status, row));
    }

    private static void skipLine(InputStream in) throws IOException {
        int c = in.read();
        while (c >= 0 && c != '\n') {
            c = in.read();
        }
    }

    private static boolean readLine(InputStream in, int[] cells) throws IOException {
        Arrays.fill(cells, 0);
        int cell = 0;
        int sign = 1;
        boolean any = false;
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            any = true;
            if (c == ',') {
                cells[cell++] *= sign;
                sign = 1;
            } else if (c == '-') {
                sign = -1;
            } else if (c >= '0' && c <= '9') {
                cells[cell] = 10 * cells[cell] + (c - '0');
            }
        }
        cells[cell] *= sign;
        return any;
    }
}
