package org.accrual.study.events;

import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;

/** Something that happened to a patient at a clinical time, which is not the time at which it was recorded. */
public sealed interface ClinicalEvent extends PatientEvent
        permits Disease, Pathology, Response, Therapy, Surgery, Safety, Care, Outcome, Observation {
    ClinicalDate date();

    /** Null if the source was not stated. */
    Source source();
}
