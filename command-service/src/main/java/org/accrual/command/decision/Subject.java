package org.accrual.command.decision;

import org.accrual.kernel.language.CenterId;
import org.accrual.kernel.language.ChainId;
import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.PatientId;
import org.accrual.kernel.language.StudyId;

/** A patient at the center that owns the patient's record. */
public record Subject(StudyId study, CenterId center, PatientId patient) implements Address {
    public Subject {
        Check.present("study", study);
        Check.present("center", center);
        Check.present("patient", patient);
    }

    @Override
    public ChainId chain() {
        return new ChainId(study, center);
    }
}
