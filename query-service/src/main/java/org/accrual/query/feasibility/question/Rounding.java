package org.accrual.query.feasibility.question;

import java.math.RoundingMode;

/** How a printed number may have come from the exact one. */
public enum Rounding {
    /** 0.125 becomes 0.13. */
    HALF_UP(RoundingMode.HALF_UP, "rounded half up"),
    /** 0.125 becomes 0.12, 0.135 becomes 0.14. */
    HALF_EVEN(RoundingMode.HALF_EVEN, "rounded half to even"),
    /** 0.129 becomes 0.12. */
    TRUNCATED(RoundingMode.DOWN, "cut off");

    private final RoundingMode mode;
    private final String words;

    Rounding(RoundingMode mode, String words) {
        this.mode = mode;
        this.words = words;
    }

    RoundingMode mode() {
        return mode;
    }

    /** "rounded half up". */
    public String words() {
        return words;
    }
}
