package org.accrual.query.analysis.counts;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.accrual.query.analysis.cohort.Exclusion;
import org.accrual.query.analysis.kind.AnalysisResult;
import org.accrual.query.analysis.kind.Limits;
import org.accrual.query.analysis.kind.Notice;
import org.accrual.query.analysis.kind.Refused;
import org.accrual.query.analysis.kind.Section;
import org.accrual.query.analysis.kind.TestResult;
import org.accrual.query.analysis.kind.Wording;
import org.accrual.query.disclosure.Count;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.study.words.PatientId;

/** How often each outcome occurs in each group. */
@JsonTypeName("counts")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CountsResult(
        String name,
        String title,
        List<Exclusion> leftOut,
        List<String> outcomes,
        List<Row> groups,
        List<TestResult> tests,
        List<Notice> warnings,
        @JsonIgnore Map<String, List<PatientId>> analysed)
        implements AnalysisResult {
    /** The label {@code all} is everyone together, if there is more than one group. */
    @Schema(name = "RowOfCounts")
    public record Row(String label, Count patients, List<Cell> outcomes) {}

    /** @param limits Wilson's, of the proportion */
    @Schema(name = "CellOfCounts")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cell(String outcome, Count patients, Double proportion, Limits limits) {}

    @Override
    public AnalysisResult disclosed() {
        boolean small = groups.stream()
                .anyMatch(row -> SmallCells.isSmall(row.patients())
                        || row.outcomes().stream().anyMatch(cell -> SmallCells.isSmall(cell.patients())));
        return small
                ? Refused.smallCell(this)
                : new CountsResult(
                        name, title, Exclusion.disclosed(leftOut), outcomes, groups, tests, warnings, analysed);
    }

    @Override
    public Section section() {
        var headings = new ArrayList<>(List.of("Group", "Patients"));
        headings.addAll(outcomes);
        return new Section(
                title,
                null,
                headings,
                groups.stream().map(CountsResult::line).toList(),
                Wording.tests(tests),
                Wording.notices(leftOut, warnings));
    }

    private static List<String> line(Row group) {
        var line = new ArrayList<>(List.of(group.label(), Wording.text(group.patients())));
        group.outcomes().forEach(cell -> line.add(text(cell)));
        return line;
    }

    private static String text(Cell cell) {
        return Wording.text(cell.patients())
                + (cell.proportion() == null ? "" : " (" + Wording.percent(cell.proportion()) + ")");
    }
}
