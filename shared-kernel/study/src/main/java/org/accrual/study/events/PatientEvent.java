package org.accrual.study.events;

/** A fact that belongs to one patient's stream; its payload is encrypted under that patient's key. */
public sealed interface PatientEvent extends StudyEvent permits Enrollment, ClinicalEvent, Amendment, Review {}
