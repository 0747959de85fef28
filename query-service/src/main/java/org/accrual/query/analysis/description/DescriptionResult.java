package org.accrual.query.analysis.description;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Range;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Wording;
import org.accrual.query.disclosure.Count;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.study.words.PatientId;

/** Mean, median and range of a number in each group. */
@JsonTypeName("description")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DescriptionResult(
        String name,
        String title,
        List<Exclusion> leftOut,
        List<Summary> groups,
        List<TestResult> tests,
        List<Notice> warnings,
        @JsonIgnore Map<String, List<PatientId>> analysed)
        implements AnalysisResult {
    /** The label {@code all} is everyone together, if there is more than one group. */
    @Schema(name = "SummaryOfDescription")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Summary(String label, Count patients, Range mean, Range median, Range smallest, Range greatest) {
        /** The smallest and the greatest value each belong to someone. */
        private Summary withoutExtremes() {
            return new Summary(label, patients, mean, median, null, null);
        }
    }

    @Override
    public AnalysisResult disclosed() {
        return groups.stream().anyMatch(group -> SmallCells.isSmall(group.patients()))
                ? Refused.smallCell(this)
                : new DescriptionResult(
                        name,
                        title,
                        Exclusion.disclosed(leftOut),
                        groups.stream().map(Summary::withoutExtremes).toList(),
                        tests,
                        warnings,
                        analysed);
    }

    @Override
    public Section section() {
        return new Section(
                title,
                null,
                List.of("Group", "Patients", "Mean", "Median", "Smallest", "Greatest"),
                groups.stream()
                        .map(group -> List.of(
                                group.label(),
                                Wording.text(group.patients()),
                                Wording.text(group.mean()),
                                Wording.text(group.median()),
                                Wording.text(group.smallest()),
                                Wording.text(group.greatest())))
                        .toList(),
                Wording.tests(tests),
                Wording.notices(leftOut, warnings));
    }
}
