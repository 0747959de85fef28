package org.accrual.kernel.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.kernel.language.CauseOfDeath;
import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.DiseaseStatus;
import org.accrual.kernel.language.Source;

/** How a patient fares in the end. */
public sealed interface Outcome extends ClinicalEvent {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FollowUpRecorded(ClinicalDate date, DiseaseStatus status, Source source) implements Outcome {
        public FollowUpRecorded {
            Check.present("date", date);
            Check.present("status", status);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeathRecorded(ClinicalDate date, CauseOfDeath cause, Source source) implements Outcome {
        public DeathRecorded {
            Check.present("date", date);
            Check.present("cause", cause);
        }
    }
}
