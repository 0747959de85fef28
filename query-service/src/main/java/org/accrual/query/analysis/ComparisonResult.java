package org.accrual.query.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.cohort.GroupMembers;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.plan.Plan;
import org.accrual.query.disclosure.Count;
import org.accrual.study.events.Administration.DataOrigin;
import org.accrual.study.words.StudyId;

/**
 * A plan's answer at one position of the log. The same position, plan and engine give the same bytes.
 *
 * @param label what the data are, in words, first of all: synthetic data is never shown without it
 * @param position text form of the position that the answer reflects
 * @param planHash {@link PlanFormat#hash}
 * @param engine changes whenever the same data would give other numbers
 * @param months the convention for all durations
 * @param patients enrolled by then
 * @param included of them in the cohort and in a group
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ComparisonResult(
        String label,
        DataOrigin origin,
        StudyId study,
        String position,
        String engine,
        String planHash,
        Plan plan,
        String months,
        Count patients,
        Count included,
        List<Exclusion> excluded,
        List<GroupMembers> groups,
        List<AnalysisResult> analyses,
        List<Notice> warnings) {
    public ComparisonResult {
        excluded = List.copyOf(excluded);
        groups = List.copyOf(groups);
        analyses = List.copyOf(analyses);
        warnings = List.copyOf(warnings);
    }
}
