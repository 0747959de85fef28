package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Where a patient is treated; the owning center and its chain never change. */
public sealed interface Care extends ClinicalEvent {
    /**
     * @param from hospital that treated the patient until then; null if not stated
     * @param to hospital that treats from then on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CareTransferred(
            ClinicalDate date,
            @Nullable String from,
            String to,
            @Nullable Source source) implements Care {
        public CareTransferred {
            Check.present("date", date);
            Check.optionalText("from", from);
            Check.text("to", to);
        }
    }
}
