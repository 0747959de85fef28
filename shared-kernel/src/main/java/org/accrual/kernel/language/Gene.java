package org.accrual.kernel.language;

/** The gene in which the driving mutation was looked for or found. */
public enum Gene {
    KIT,
    PDGFRA,
    WILD_TYPE
}
