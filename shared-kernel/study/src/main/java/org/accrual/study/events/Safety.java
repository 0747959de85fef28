package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;

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
            String meddraCode,
            Integer ctcaeGrade,
            Relation relation,
            String therapy,
            Source source)
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
