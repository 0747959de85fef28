package org.accrual.query.feasibility.check;

/**
 * How much a check may still do, in steps of about ten nanoseconds: counted, not timed, so that the same question gets
 * the same answer everywhere.
 */
final class Work {
    private final long most;
    private long left;

    Work(long most) {
        this.most = most;
        this.left = most;
    }

    /** Deciding would take more than is allowed. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooMuch(String message) {
            super(message, null, false, false);
        }
    }

    void spend(long steps) {
        if (steps > left) throw new TooMuch("Deciding this takes more than the " + most + " steps allowed.");
        left -= steps;
    }
}
