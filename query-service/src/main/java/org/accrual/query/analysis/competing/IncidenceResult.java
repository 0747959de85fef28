package org.accrual.query.analysis.competing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** Cumulative incidences by group (Aalen and Johansen 1978). */
@JsonTypeName(CumulativeIncidence.NAME)
@Schema(name = "CumulativeIncidenceResult")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IncidenceResult(
        String name,
        String title,
        String method,
        List<Exclusion> leftOut,
        List<Incidence> groups,
        List<TestResult> tests,
        List<String> assumptions,
        List<Notice> warnings,
        @JsonIgnore Map<String, List<PatientId>> analysed)
        implements AnalysisResult {
    /**
     * @param events who came to the endpoint
     * @param competing who came to the competing event first
     */
    @Schema(name = "IncidenceOfGroup")
    public record Incidence(String label, Count patients, Count events, Count competing, List<At> at) {
        private boolean isSmall() {
            int others = patients.patients() - events.patients() - competing.patients();
            return Stream.of(patients.patients(), events.patients(), competing.patients(), others)
                    .anyMatch(SmallCells::isSmall);
        }

        /** A time is told of if of those who left since the time before no kind are few, nor of those who are left. */
        private Incidence disclosed() {
            var shown = new ArrayList<At>();
            At before = null;
            for (At it : at.stream()
                    .sorted((one, other) -> Integer.compare(
                            other.atRisk().patients(), one.atRisk().patients()))
                    .toList()) {
                boolean telling = it.tellsAfter(before, patients.patients());
                shown.add(telling ? it.withheld() : it);
                if (!telling) before = it;
            }
            return new Incidence(label, patients, events, competing, shown);
        }
    }

    /**
     * @param months null if the plan says days
     * @param days null if the plan says months
     * @param incidence of the endpoint, 0 to 1; null beyond the last observation
     * @param competing incidence of the competing event
     * @param events who came to the endpoint by then
     * @param competingEvents who came to the competing event by then
     * @param atRisk still under observation after that time
     */
    @Schema(name = "AtOfIncidence")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record At(
            BigDecimal months,
            Integer days,
            Double incidence,
            Limits limits,
            Double competing,
            Count events,
            Count competingEvents,
            Count atRisk) {
        private boolean tellsAfter(At before, int patients) {
            int atRiskBefore = before == null ? patients : before.atRisk.patients();
            int newEvents = events.patients() - (before == null ? 0 : before.events.patients());
            int newCompeting = competingEvents.patients() - (before == null ? 0 : before.competingEvents.patients());
            int newCensored = atRiskBefore - atRisk.patients() - newEvents - newCompeting;
            return Stream.of(atRisk.patients(), newEvents, newCompeting, newCensored)
                    .anyMatch(SmallCells::isSmall);
        }

        private At withheld() {
            return new At(months, days, null, null, null, Count.WITHHELD, Count.WITHHELD, Count.WITHHELD);
        }

        private String time() {
            return days != null ? days + " days" : months + " months";
        }
    }

    @Override
    public AnalysisResult disclosed() {
        return groups.stream().anyMatch(Incidence::isSmall)
                ? Refused.smallCell(this)
                : new IncidenceResult(
                        name,
                        title,
                        method,
                        Exclusion.disclosed(leftOut),
                        groups.stream().map(Incidence::disclosed).toList(),
                        tests,
                        assumptions,
                        warnings,
                        analysed);
    }

    @Override
    public Section section() {
        var headings = new ArrayList<>(List.of("Group", "Patients", "Events", "Competing events"));
        groups.stream().findFirst().ifPresent(first -> first.at().forEach(at -> headings.add("By " + at.time())));
        return new Section(
                title,
                null,
                headings,
                groups.stream().map(IncidenceResult::line).toList(),
                Wording.tests(tests),
                Wording.notices(leftOut, warnings));
    }

    private static List<String> line(Incidence group) {
        var line = new ArrayList<>(List.of(
                group.label(),
                group.patients().toString(),
                group.events().toString(),
                group.competing().toString()));
        group.at().forEach(at -> line.add(Wording.percent(at.incidence()) + percents(at.limits())));
        return line;
    }

    private static String percents(Limits limits) {
        if (limits == null) return "";
        return " (" + Wording.percent(limits.lower()) + " to " + Wording.percent(limits.upper()) + ")";
    }
}
