package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** How a patient fares in the end. */
public sealed interface Outcome extends ClinicalEvent {
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FollowUpRecorded(
            ClinicalDate date,
            DiseaseStatus status,
            @Nullable Source source) implements Outcome {
        public FollowUpRecorded {
            Check.present("date", date);
            Check.present("status", status);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeathRecorded(
            ClinicalDate date, CauseOfDeath cause, @Nullable Source source) implements Outcome {
        public DeathRecorded {
            Check.present("date", date);
            Check.present("cause", cause);
        }
    }

    /** Why a patient died. */
    enum CauseOfDeath {
        DISEASE,
        OTHER,
        UNKNOWN
    }

    /** Alive with no evidence of disease, alive with disease, or alive with no more said. */
    enum DiseaseStatus {
        NED,
        AWD,
        ALIVE
    }
}
