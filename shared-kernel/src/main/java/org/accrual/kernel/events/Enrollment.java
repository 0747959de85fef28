package org.accrual.kernel.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.ConsentBasis;
import org.accrual.kernel.language.InvalidValue;
import org.accrual.kernel.language.Sex;
import org.accrual.kernel.language.Source;

/** How a patient joins a study. */
public sealed interface Enrollment extends PatientEvent {
    /**
     * @param subjectNumber the center's pseudonym for the patient, unique within the center
     * @param birthYear null if only an age is known
     * @param ageYears completed years; null if the birth year is known, or neither
     * @param ageOn when the patient had that age; null if the source does not say
     * @param source null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PatientEnrolled(
            String subjectNumber,
            Sex sex,
            Integer birthYear,
            Integer ageYears,
            ClinicalDate ageOn,
            ConsentBasis consentBasis,
            Source source)
            implements Enrollment {
        public PatientEnrolled {
            Check.slug("subjectNumber", subjectNumber);
            Check.present("sex", sex);
            Check.between("birthYear", birthYear, 1850, 2200);
            Check.between("ageYears", ageYears, 0, 130);
            Check.present("consentBasis", consentBasis);
            if (birthYear != null && ageYears != null)
                throw new InvalidValue("ageYears", "is stated beside a birth year: state one of them");
            if (ageOn != null && ageYears == null) throw new InvalidValue("ageOn", "is stated without ageYears");
            if (ageOn != null && ageOn.anchor() != null)
                throw new InvalidValue("ageOn", "can't be anchored: no event of the patient is recorded yet");
        }
    }
}
