package org.accrual.query.analysis.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.study.words.PatientId;

/**
 * Patients left out for one reason.
 *
 * @param ids pseudonymous; empty for whoever may see aggregates only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Exclusion(String reason, Count patients, List<PatientId> ids) {
    public Exclusion {
        ids = List.copyOf(ids);
    }
}
