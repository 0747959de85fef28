package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Systemic therapy. Doses are mg/day and null where the source does not state them. */
public sealed interface Therapy extends ClinicalEvent {
    int MAX_DOSE_MG_PER_DAY = 5000;
    String IMATINIB = "imatinib";

    /** The agent's name, lower case. */
    String agent();

    /** A therapy of the one agent that the studies turn on. */
    sealed interface Imatinib extends Therapy {
        @Override
        default String agent() {
            return IMATINIB;
        }
    }

    /**
     * @param line line of therapy, from 1; null if not stated
     * @param course number of the imatinib course, from 1, as decided when it was recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImatinibStarted(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            @Nullable Integer line,
            int course,
            @Nullable Source source)
            implements Imatinib {
        public ImatinibStarted {
            Check.present("date", date);
            Check.between("doseMgPerDay", doseMgPerDay, 1, MAX_DOSE_MG_PER_DAY);
            Check.between("line", line, 1, 20);
            Check.between("course", course, 1, 100);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImatinibDoseChanged(
            ClinicalDate date,
            int doseMgPerDay,
            @Nullable String reason,
            @Nullable Source source) implements Imatinib {
        public ImatinibDoseChanged {
            Check.present("date", date);
            Check.between("doseMgPerDay", doseMgPerDay, 1, MAX_DOSE_MG_PER_DAY);
            Check.optionalText("reason", reason);
        }
    }

    /** @param inferred whether the source only implies the stop */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImatinibStopped(
            ClinicalDate date,
            StopReason reason,
            boolean inferred,
            @Nullable Source source) implements Imatinib {
        public ImatinibStopped {
            Check.present("date", date);
            Check.present("reason", reason);
        }
    }

    /**
     * @param course number of the imatinib course, from 2
     * @param priorStopInferred no stop of the course before was recorded: it is inferred, of unknown date
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImatinibRechallenged(
            ClinicalDate date,
            @Nullable Integer doseMgPerDay,
            int course,
            boolean priorStopInferred,
            @Nullable Source source)
            implements Imatinib {
        public ImatinibRechallenged {
            Check.present("date", date);
            Check.between("doseMgPerDay", doseMgPerDay, 1, MAX_DOSE_MG_PER_DAY);
            Check.between("course", course, 2, 100);
        }
    }

    /**
     * @param agent any agent but imatinib, lower case
     * @param tyrosineKinaseInhibitor whether it is one; null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TherapyStarted(
            ClinicalDate date,
            String agent,
            @Nullable Boolean tyrosineKinaseInhibitor,
            @Nullable BigDecimal doseMgPerDay,
            @Nullable Integer line,
            @Nullable Source source)
            implements Therapy {
        public TherapyStarted {
            Check.present("date", date);
            agent = Agents.otherThanImatinib(agent);
            Check.between("doseMgPerDay", doseMgPerDay, 0, MAX_DOSE_MG_PER_DAY);
            Check.between("line", line, 1, 20);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TherapyStopped(
            ClinicalDate date,
            String agent,
            StopReason reason,
            @Nullable Source source) implements Therapy {
        public TherapyStopped {
            Check.present("date", date);
            agent = Agents.otherThanImatinib(agent);
            Check.present("reason", reason);
        }
    }

    /** Why a therapy was stopped. */
    enum StopReason {
        PROGRESSION,
        TOXICITY,
        SURGERY,
        COMPLETED,
        PATIENT_DECISION,
        OTHER,
        NOT_STATED
    }
}
