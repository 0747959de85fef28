package org.accrual.query.analysis.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.accrual.query.analysis.result.Exclusion;
import org.accrual.study.words.PatientId;

/** Members of the cohort that one analysis can't use, by reason. */
final class LeftOut {
    static final String NO_ORIGIN = "NO_ORIGIN";
    static final String NOT_FOLLOWED = "NOT_FOLLOWED";
    static final String ENDS_BEFORE_ORIGIN = "ENDS_BEFORE_ORIGIN";
    static final String DATE_UNBOUNDED = "DATE_UNBOUNDED";
    static final String NEEDS_DAY = "NEEDS_DAY";
    static final String NO_VALUE = "NO_VALUE";
    static final String UNDECIDED = "UNDECIDED";

    private final Map<String, List<PatientId>> byReason = new TreeMap<>();

    void add(String reason, Cohort.Member member) {
        byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(member.id());
    }

    List<Exclusion> exclusions() {
        return Cohort.exclusions(byReason);
    }
}
