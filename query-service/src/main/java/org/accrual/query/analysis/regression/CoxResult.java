package org.accrual.query.analysis.regression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
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

/**
 * A Cox model's table.
 *
 * @param events of the patients
 * @param eventsPerCoefficient 10 are the usual minimum
 * @param levels how many patients and events each factor's levels have, the reference first
 * @param tests of all coefficients at once
 * @param proportionality the test of proportional hazards by term, and of all together; empty if it could not be done
 */
@JsonTypeName(CoxAnalysis.NAME)
@Schema(name = "CoxRegressionResult")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CoxResult(
        String name,
        String title,
        String method,
        List<Exclusion> leftOut,
        Count patients,
        Count events,
        double eventsPerCoefficient,
        List<Level> levels,
        List<Coefficient> coefficients,
        List<TestResult> tests,
        List<TestResult> proportionality,
        List<String> assumptions,
        List<Notice> warnings,
        @JsonIgnore Map<String, List<PatientId>> analysed)
        implements AnalysisResult {
    @Schema(name = "LevelOfCovariate")
    public record Level(String covariate, String level, Count patients, Count events) {}

    /**
     * @param name of the covariate, with its level for a factor; those of an interaction joined by ×
     * @param reference what the level is compared with; null for a number or an interaction
     * @param per units of a number; null for one
     * @param hazardRatio null where there is no finite one, for the reason among the warnings
     */
    @Schema(name = "CoefficientOfCoxRegression")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Coefficient(
            String name, String reference, BigDecimal per, Double hazardRatio, Limits limits, Double pValue) {}

    @Override
    public AnalysisResult disclosed() {
        boolean small = SmallCells.isTelling(events.patients(), patients.patients())
                || levels.stream()
                        .anyMatch(it -> SmallCells.isSmall(it.patients())
                                || SmallCells.isTelling(
                                        it.events().patients(), it.patients().patients()));
        return small
                ? Refused.smallCell(this)
                : new CoxResult(
                        name,
                        title,
                        method,
                        Exclusion.disclosed(leftOut),
                        patients,
                        events,
                        eventsPerCoefficient,
                        levels,
                        coefficients,
                        tests,
                        proportionality,
                        assumptions,
                        warnings,
                        analysed);
    }

    @Override
    public Section section() {
        var sentences = new ArrayList<String>();
        sentences.add(patients + " patients, " + events + " events, " + Wording.number(eventsPerCoefficient, 1)
                + " for each coefficient.");
        sentences.addAll(Wording.tests(tests));
        sentences.addAll(Wording.tests(proportionality));
        return new Section(
                title,
                null,
                List.of("Covariate", "Compared with", "Hazard ratio (95 % limits)", "P"),
                coefficients.stream().map(CoxResult::line).toList(),
                sentences,
                Wording.notices(leftOut, warnings));
    }

    private static List<String> line(Coefficient it) {
        return List.of(
                it.name() + (it.per() == null ? "" : ", per " + it.per()),
                it.reference() == null ? "–" : it.reference(),
                it.hazardRatio() == null
                        ? "none that is finite"
                        : Wording.number(it.hazardRatio(), 2) + Wording.limits(it.limits(), 2),
                it.pValue() == null ? "–" : Wording.pValue(it.pValue()));
    }
}
