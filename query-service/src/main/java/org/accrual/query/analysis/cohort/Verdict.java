package org.accrual.query.analysis.cohort;

import java.util.List;

/**
 * Whether a condition holds of a patient, and since when one could know.
 *
 * @param since ever, unless it holds by something that happened
 */
public record Verdict(Truth truth, Since since) {
    /** Dates that overlap decide nothing. */
    public enum Truth {
        YES,
        NO,
        UNDECIDED
    }

    static final Verdict NO = new Verdict(Truth.NO, Since.EVER);
    static final Verdict UNDECIDED = new Verdict(Truth.UNDECIDED, Since.EVER);

    static Verdict yes(Since since) {
        return new Verdict(Truth.YES, since);
    }

    public boolean holds() {
        return truth == Truth.YES;
    }

    /** What never happened is known at the very end only; that is no treatment's doing. */
    Verdict not() {
        return switch (truth) {
            case YES -> NO;
            case NO -> yes(Since.EVER);
            case UNDECIDED -> UNDECIDED;
        };
    }

    /** Holds when the last of them does. */
    static Verdict all(List<Verdict> parts) {
        if (parts.stream().anyMatch(part -> part.truth == Truth.NO)) return NO;
        if (parts.stream().anyMatch(part -> part.truth == Truth.UNDECIDED)) return UNDECIDED;
        return yes(new Since.Last(parts.stream().map(Verdict::since).toList()));
    }

    /** Holds as soon as the first of them does. */
    static Verdict any(List<Verdict> parts) {
        List<Verdict> holding = parts.stream().filter(Verdict::holds).toList();
        if (holding.isEmpty()) return parts.stream().anyMatch(part -> part.truth == Truth.UNDECIDED) ? UNDECIDED : NO;
        return yes(new Since.First(holding.stream().map(Verdict::since).toList()));
    }
}
