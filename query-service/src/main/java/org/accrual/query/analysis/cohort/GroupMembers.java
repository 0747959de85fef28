package org.accrual.query.analysis.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.query.disclosure.Count;
import org.accrual.study.words.PatientId;

/** @param ids pseudonymous; empty for whoever may see aggregates only */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GroupMembers(String label, Count patients, List<PatientId> ids) {
    public GroupMembers {
        ids = List.copyOf(ids);
    }
}
