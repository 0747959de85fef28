package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Adverse events. */
public sealed interface Safety extends ClinicalEvent {
    /**
     * @param term verbatim
     * @param meddraCode preferred term's code; null if not coded
     * @param ctcaeGrade 1 to 5; null if unknown
     * @param therapy the agent in question; null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AdverseEventRecorded(
            ClinicalDate date,
            String term,
            @Nullable String meddraCode,
            @Nullable Integer ctcaeGrade,
            Relation relation,
            @Nullable String therapy,
            @Nullable Source source)
            implements Safety {
        public AdverseEventRecorded {
            Check.present("date", date);
            Check.text("term", term);
            Check.optionalText("meddraCode", meddraCode);
            Check.between("ctcaeGrade", ctcaeGrade, 1, 5);
            Check.present("relation", relation);
            Check.optionalText("therapy", therapy);
        }
    }

    /** An adverse event's relation to therapy. */
    enum Relation {
        RELATED,
        POSSIBLY_RELATED,
        UNRELATED,
        UNKNOWN
    }
}
