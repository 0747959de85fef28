package org.accrual.query.feasibility.question;

import java.util.List;

/** A question that can't be understood; names everything that is wrong with it, not only the first. */
public final class FaultyQuestion extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Fault> faults;

    FaultyQuestion(List<Fault> faults) {
        super(faults.getFirst().at() + " " + faults.getFirst().problem());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
