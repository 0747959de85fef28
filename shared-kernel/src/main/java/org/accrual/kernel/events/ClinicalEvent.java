package org.accrual.kernel.events;

import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.Source;

/** Something that happened to a patient at a clinical time, which is not the time at which it was recorded. */
public sealed interface ClinicalEvent extends PatientEvent
        permits Disease, Therapy, Surgery, Safety, Care, Outcome, Observation {
    ClinicalDate date();

    /** Null if the source was not stated. */
    Source source();
}
