package org.accrual.query.feasibility.question;

/** How many, from and to inclusive; the same where it is known. */
public record Size(int atLeast, int atMost) {
    /** Patients of a group, or of all groups. */
    public static final int MOST = 100_000;

    /** Sizes that a group may have to be tried with. */
    public static final int WIDEST = 2_000;

    public boolean known() {
        return atLeast == atMost;
    }

    public boolean contains(int n) {
        return n >= atLeast && n <= atMost;
    }

    /** "15", "1 to 44", "up to 44". */
    @Override
    public String toString() {
        if (known()) return Integer.toString(atLeast);
        return atLeast == 0 ? "up to " + atMost : atLeast + " to " + atMost;
    }
}
