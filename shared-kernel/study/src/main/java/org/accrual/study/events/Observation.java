package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.InvalidValue;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Coded items that have no event of their own. */
public sealed interface Observation extends ClinicalEvent {
    /**
     * @param item which laboratory value, marker, symptom …; null if the code says it all
     * @param number null if the value is text
     * @param unit UCUM; null for text or a pure number
     * @param text null if the value is a number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ObservationRecorded(
            ClinicalDate date,
            ObservationCode code,
            @Nullable String item,
            @Nullable BigDecimal number,
            @Nullable String unit,
            @Nullable String text,
            @Nullable Source source)
            implements Observation {
        public ObservationRecorded {
            Check.present("date", date);
            Check.present("code", code);
            Check.optionalText("item", item);
            Check.between("number", number, -1_000_000_000L, 1_000_000_000L);
            Check.optionalText("unit", unit);
            Check.optionalText("text", text);
            if ((number == null) == (text == null)) throw new InvalidValue("number", "or text is needed, and not both");
            if (unit != null && number == null) throw new InvalidValue("unit", "is stated without a number");
        }
    }

    /** The built-in coded items of RecordObservation. */
    enum ObservationCode {
        SYMPTOM_ONSET,
        SYMPTOM,
        LABORATORY,
        TUMOR_MARKER,
        BODY_WEIGHT,
        PERFORMANCE_STATUS,
        COMORBIDITY,
        PERIOPERATIVE_COURSE,
        FAMILY_HISTORY,
        ANCESTRY,
        OTHER
    }
}
