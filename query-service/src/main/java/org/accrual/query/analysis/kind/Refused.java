package org.accrual.query.analysis.kind;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.statistics.RefusedAnalysis;
import org.accrual.study.words.PatientId;

/** An analysis that the data, or what its reader may see, do not allow: a named reason. */
@JsonTypeName("refused")
@Schema(name = "RefusedResult")
public record Refused(String name, String title, Notice refusal) implements AnalysisResult {
    public static Refused of(String name, String title, RefusedAnalysis refusal) {
        return new Refused(name, title, new Notice(refusal.reason().name(), refusal.getMessage()));
    }

    /** A group or outcome is too small for aggregates. */
    public static Refused smallCell(AnalysisResult result) {
        return new Refused(
                result.name(),
                result.title(),
                new Notice(
                        "SMALL_CELL",
                        "This may not be shown: a group or outcome has fewer than " + SmallCells.SMALLEST
                                + " patients, and aggregates must not identify anyone."));
    }

    /** What is shown already differs by a few patients only. */
    public static Refused differsByFew(AnalysisResult result) {
        return new Refused(
                result.name(),
                result.title(),
                new Notice(
                        "DIFFERS_BY_FEW",
                        "This may not be shown: it leaves out or adds fewer than " + SmallCells.SMALLEST
                                + " patients compared with what this answer tells otherwise, and the difference would tell"
                                + " of them."));
    }

    @Override
    @JsonIgnore
    public Map<String, List<PatientId>> analysed() {
        return Map.of();
    }

    @Override
    public Refused disclosed() {
        return this;
    }

    @Override
    public Section section() {
        return new Section(title, null, List.of(), List.of(), List.of(), List.of(refusal.sentence()));
    }
}
