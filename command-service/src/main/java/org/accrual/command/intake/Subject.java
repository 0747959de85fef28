package org.accrual.command.intake;

import org.accrual.study.words.CenterId;
import org.accrual.study.words.ChainId;
import org.accrual.study.words.Check;
import org.accrual.study.words.PatientId;
import org.accrual.study.words.StudyId;

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
