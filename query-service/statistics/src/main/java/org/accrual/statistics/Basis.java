package org.accrual.statistics;

import java.util.List;

/** What a number rests on: the method that gave it, what the method assumes, and what speaks against trusting it here. */
public record Basis(String method, List<String> assumptions, List<Warning> warnings) {

    public static final String INDEPENDENT_CENSORING = "Censoring is independent of the outcome, given the group.";

    public Basis {
        assumptions = List.copyOf(assumptions);
        warnings = List.copyOf(warnings);
    }

    /** Whether a concern of this kind was raised. */
    public boolean warnsOf(Warning.Kind kind) {
        return warnings.stream().anyMatch(warning -> warning.kind() == kind);
    }
}
