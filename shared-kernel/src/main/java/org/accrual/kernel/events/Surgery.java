package org.accrual.kernel.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.kernel.language.Check;
import org.accrual.kernel.language.ClinicalDate;
import org.accrual.kernel.language.Organ;
import org.accrual.kernel.language.Quantity;
import org.accrual.kernel.language.ResectionMargin;
import org.accrual.kernel.language.Source;
import org.accrual.kernel.language.SurgicalIntent;

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
            Quantity residualMm,
            SurgicalIntent intent,
            Source source)
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
}
