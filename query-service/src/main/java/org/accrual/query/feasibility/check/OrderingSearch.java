package org.accrual.query.feasibility.check;

import java.util.ArrayList;
import java.util.Optional;
import java.util.SplittableRandom;
import org.accrual.query.feasibility.question.Bounds;

/** Looks for an ordering without ties whose log-rank z lies within bounds, by exchanging patients at random. */
final class OrderingSearch {
    private static final int STARTS = 6;
    private static final int EXCHANGES = 4_000;
    /** Of exchanges that lead away from the goal, this share is made all the same. */
    private static final double ASTRAY = 0.02;

    private static final int SECOND = 1;
    private static final int EVENT = 2;

    private final TwoArms arms;
    private final Bounds z;
    private final SplittableRandom random;
    private final Work work;
    private final int[] patients;

    /** @param z absolute values of the statistic */
    OrderingSearch(TwoArms arms, Bounds z, long seed, Work work) {
        this.arms = arms;
        this.z = z;
        this.random = new SplittableRandom(seed);
        this.work = work;
        this.patients = new int[arms.atRisk1() + arms.atRisk2()];
    }

    Optional<Ordering> search() {
        for (int i = 0; i < STARTS; i++) {
            line(i % 2);
            if (i >= 2) shuffle();
            if (walk()) return Optional.of(ordering());
        }
        return Optional.empty();
    }

    /** One group's events, the other's, then everybody censored: as unlike as can be. */
    private void line(int firstGroup) {
        int next = 0;
        int events1 = arms.events1() == null ? arms.atRisk1() / 2 : arms.events1();
        int events2 = arms.events2() == null ? arms.atRisk2() / 2 : arms.events2();
        int[] events = {events1, events2};
        int[] censored = {arms.atRisk1() - events1, arms.atRisk2() - events2};
        for (int turn = 0; turn < 2; turn++) {
            int group = (firstGroup + turn) % 2;
            for (int i = 0; i < events[group]; i++) patients[next++] = EVENT + group * SECOND;
        }
        for (int group = 0; group < 2; group++)
            for (int i = 0; i < censored[group]; i++) patients[next++] = group * SECOND;
    }

    private void shuffle() {
        for (int i = patients.length - 1; i > 0; i--) exchange(i, random.nextInt(i + 1));
    }

    private boolean walk() {
        double distance = distance();
        for (int i = 0; i < EXCHANGES && distance > 0; i++) {
            int one = random.nextInt(patients.length);
            int other = random.nextInt(patients.length);
            int kept = patients[one];
            boolean flips = (kept % 2 == 0 ? arms.events1() : arms.events2()) == null && random.nextInt(4) == 0;
            if (flips) patients[one] ^= EVENT;
            else exchange(one, other);
            double now = distance();
            if (now <= distance || random.nextDouble() < ASTRAY) distance = now;
            else if (flips) patients[one] = kept;
            else exchange(one, other);
        }
        return distance == 0;
    }

    private void exchange(int one, int other) {
        int kept = patients[one];
        patients[one] = patients[other];
        patients[other] = kept;
    }

    /** Of |z| from its bounds; infinite where no event tells the groups apart. */
    private double distance() {
        work.spend(patients.length);
        double atRisk1 = arms.atRisk1();
        double atRisk2 = arms.atRisk2();
        double difference = 0;
        double variance = 0;
        for (int patient : patients) {
            double share = atRisk1 / (atRisk1 + atRisk2);
            if (patient >= EVENT) {
                difference += (patient % 2 == 0 ? 1 : 0) - share;
                variance += share * (1 - share);
            }
            if (patient % 2 == 0) atRisk1--;
            else atRisk2--;
        }
        if (variance <= 0) return Double.POSITIVE_INFINITY;
        double statistic = Math.abs(difference) / Math.sqrt(variance);
        return Math.max(0, Math.max(z.lowest() - statistic, statistic - z.highest()));
    }

    private Ordering ordering() {
        var steps = new ArrayList<Ordering.Step>();
        for (int patient : patients) {
            boolean second = patient % 2 == 1;
            if (patient >= EVENT) steps.add(Ordering.Step.events(second ? 0 : 1, second ? 1 : 0));
            else steps.add(second ? Ordering.Step.CENSORED_2 : Ordering.Step.CENSORED_1);
        }
        return new Ordering(steps);
    }
}
