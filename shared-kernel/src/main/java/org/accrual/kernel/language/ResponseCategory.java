package org.accrual.kernel.language;

/** RECIST's categories; NOT_STATED where the source describes a change and names none. */
public enum ResponseCategory {
    CR,
    PR,
    SD,
    PD,
    NE,
    NOT_STATED
}
