package org.accrual.study.events;

/**
 * A past fact about a study, never changed once recorded. Sealed all the way down, so that the compiler finds every
 * {@code switch} that has forgotten one. The record's simple name and its {@link Revision} name its format for ever.
 */
public sealed interface StudyEvent permits Administration, PatientEvent {}
