package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

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
            @Nullable Integer birthYear,
            @Nullable Integer ageYears,
            @Nullable ClinicalDate ageOn,
            ConsentBasis consentBasis,
            @Nullable Source source)
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

    /** Why a patient's data may be recorded. */
    enum ConsentBasis {
        INFORMED_CONSENT,
        ETHICS_WAIVER,
        PUBLISHED_DATA,
        SYNTHETIC_DATA
    }

    /** Administrative sex. */
    enum Sex {
        FEMALE,
        MALE,
        UNKNOWN
    }
}
