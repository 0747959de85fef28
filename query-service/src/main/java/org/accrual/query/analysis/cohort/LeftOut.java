package org.accrual.query.analysis.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.accrual.query.analysis.plan.Condition;
import org.accrual.study.words.PatientId;

/** Members of the cohort that one analysis can't use, by reason. */
public final class LeftOut {
    public static final String NO_ORIGIN = "NO_ORIGIN";
    public static final String NOT_FOLLOWED = "NOT_FOLLOWED";
    public static final String ENDS_BEFORE_ORIGIN = "ENDS_BEFORE_ORIGIN";
    public static final String DATE_UNBOUNDED = "DATE_UNBOUNDED";
    /** What makes the patient a member of the group has no date, or none that is bounded on both sides. */
    public static final String GROUP_DATE_UNBOUNDED = "GROUP_DATE_UNBOUNDED";

    public static final String NEEDS_DAY = "NEEDS_DAY";
    public static final String NO_VALUE = "NO_VALUE";
    public static final String UNDECIDED = "UNDECIDED";

    private final Map<String, List<PatientId>> byReason = new TreeMap<>();

    public void add(String reason, Cohort.Member member) {
        byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(member.id());
    }

    /** Leaves the member out: nothing is to be had of it. */
    <T> Optional<T> without(String reason, Cohort.Member member) {
        add(reason, member);
        return Optional.empty();
    }

    /**
     * Whether an analysis counts the member; who can't be told is left out by name.
     *
     * @param among null if everyone counts
     */
    public boolean counts(Condition among, Cohort.Member member) {
        if (among == null) return true;
        Verdict counted = member.reading().test(among);
        if (counted.truth() == Verdict.Truth.UNDECIDED) add(UNDECIDED, member);
        return counted.holds();
    }

    public List<Exclusion> exclusions() {
        return Cohort.exclusions(byReason);
    }
}
