package org.accrual.query.analysis.cohort;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.accrual.query.disclosure.Count;
import org.accrual.query.disclosure.SmallCells;
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

    /** {@code NOT_FOLLOWED} as "not followed". */
    public String reasonInWords() {
        return reason.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For whoever may see aggregates only: neither ids nor numbers that tell. */
    public static List<Exclusion> disclosed(List<Exclusion> exclusions) {
        List<Count> shown = SmallCells.parts(
                exclusions.stream().map(it -> it.patients().patients()).toList());
        return IntStream.range(0, shown.size())
                .mapToObj(i -> new Exclusion(exclusions.get(i).reason(), shown.get(i), List.of()))
                .toList();
    }
}
