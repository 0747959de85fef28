package org.accrual.study.words;

/** What a person may be in a study; SYSTEM is what the platform does by itself. */
public enum Role {
    COORDINATOR,
    INVESTIGATOR,
    MONITOR,
    ANALYST,
    ADMINISTRATOR,
    SYSTEM
}
