package org.accrual.kernel.language;

/** By which criteria a response or progression was called. */
public enum ResponseCriteria {
    RECIST_1_1,
    CHOI,
    INVESTIGATOR,
    NOT_STATED
}
