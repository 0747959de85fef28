package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.accrual.study.words.PatientId;

/** What one analysis of a plan gave, in the plan's order; durations are months. Each kind has its own form. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface AnalysisResult {
    String name();

    String title();

    /** Whose rows the figures rest on, by group; the answer does not show it. */
    @JsonIgnore
    Map<String, List<PatientId>> analysed();

    /** What whoever may see aggregates only is told of it, by the rules of {@code disclosure}. */
    AnalysisResult disclosed();

    /** The same on a page. */
    Section section();
}
