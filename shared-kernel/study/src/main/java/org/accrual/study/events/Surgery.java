package org.accrual.study.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.study.words.Check;
import org.accrual.study.words.ClinicalDate;
import org.accrual.study.words.Organ;
import org.accrual.study.words.Quantity;
import org.accrual.study.words.Source;
import org.jspecify.annotations.Nullable;

/** Operations. */
public sealed interface Surgery extends ClinicalEvent {
    /**
     * @param procedure as the operation report names it
     * @param targets what was resected; empty if not stated
     * @param residualMm largest tumor left behind, mm; null if not stated
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ResectionPerformed(
            ClinicalDate date,
            String procedure,
            List<Organ> targets,
            ResectionMargin margin,
            @Nullable Quantity residualMm,
            SurgicalIntent intent,
            @Nullable Source source)
            implements Surgery {
        public ResectionPerformed {
            Check.present("date", date);
            Check.text("procedure", procedure);
            targets = Check.list("targets", targets);
            Check.present("margin", margin);
            Check.present("intent", intent);
        }

        /** R0 says that nothing was left, and yet something certainly was. */
        public boolean leavesTumorDespiteR0() {
            return margin == ResectionMargin.R0 && residualMm != null && residualMm.certainlyPositive();
        }
    }

    /** The resection's completeness; COMPLETE and INCOMPLETE where the source says no more. */
    enum ResectionMargin {
        R0,
        R1,
        R2,
        COMPLETE,
        INCOMPLETE,
        UNKNOWN
    }

    /** What a resection was meant to achieve. */
    enum SurgicalIntent {
        PRIMARY_RESECTION,
        METASTASECTOMY,
        CYTOREDUCTION,
        PALLIATIVE,
        DIAGNOSTIC,
        NOT_STATED
    }
}
