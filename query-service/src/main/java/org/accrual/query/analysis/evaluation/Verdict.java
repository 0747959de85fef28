package org.accrual.query.analysis.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * Whether a condition holds of a patient, and since when one could know: whoever is divided by what is known only later
 * has survived until then.
 *
 * @param knownOn the day from which it is certain to hold; null unless it holds by something that happened
 * @param treatedOn the day of the treatment by which it holds; null unless it does by one
 */
record Verdict(Truth truth, LocalDate knownOn, LocalDate treatedOn) {
    /** Dates that overlap decide nothing. */
    enum Truth {
        YES,
        NO,
        UNDECIDED
    }

    static final Verdict NO = new Verdict(Truth.NO, null, null);
    static final Verdict UNDECIDED = new Verdict(Truth.UNDECIDED, null, null);

    static Verdict yes(LocalDate knownOn, LocalDate treatedOn) {
        return new Verdict(Truth.YES, knownOn, treatedOn);
    }

    boolean holds() {
        return truth == Truth.YES;
    }

    /** What never happened is known at the very end only; that is no treatment's doing. */
    Verdict not() {
        return switch (truth) {
            case YES -> NO;
            case NO -> yes(null, null);
            case UNDECIDED -> UNDECIDED;
        };
    }

    /** Holds when the last of them does. */
    static Verdict all(List<Verdict> parts) {
        if (parts.stream().anyMatch(part -> part.truth == Truth.NO)) return NO;
        if (parts.stream().anyMatch(part -> part.truth == Truth.UNDECIDED)) return UNDECIDED;
        return yes(
                parts.stream().map(Verdict::knownOn).reduce(null, Verdict::later),
                parts.stream().map(Verdict::treatedOn).reduce(null, Verdict::later));
    }

    /** Holds as soon as the first of them does. */
    static Verdict any(List<Verdict> parts) {
        List<Verdict> holding = parts.stream().filter(Verdict::holds).toList();
        if (holding.isEmpty()) return parts.stream().anyMatch(part -> part.truth == Truth.UNDECIDED) ? UNDECIDED : NO;
        return yes(
                earliest(holding.stream().map(Verdict::knownOn).toList()),
                earliest(holding.stream().map(Verdict::treatedOn).toList()));
    }

    static LocalDate later(LocalDate one, LocalDate other) {
        if (one == null || other == null) return one == null ? other : one;
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earliest(List<LocalDate> days) {
        return days.stream().anyMatch(Objects::isNull)
                ? null
                : days.stream().sorted().findFirst().orElse(null);
    }
}
