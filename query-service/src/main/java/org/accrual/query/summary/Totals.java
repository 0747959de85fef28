package org.accrual.query.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.accrual.query.disclosure.SmallCells;
import org.accrual.study.events.Disease.DiagnosisRecorded;
import org.accrual.study.events.Disease.ProgressionRecorded;
import org.accrual.study.events.Disease.RecurrenceRecorded;
import org.accrual.study.events.Outcome.FollowUpRecorded;
import org.accrual.study.events.Pathology.GenotypeReported;
import org.accrual.study.events.Safety.AdverseEventRecorded;
import org.accrual.study.events.Surgery.ResectionPerformed;
import org.accrual.study.events.Therapy;
import org.accrual.study.patient.Fact;
import org.accrual.study.patient.PatientState;
import org.accrual.study.patient.Timeline;
import org.accrual.study.rules.Findings;

/**
 * Patients counted: a pure function of their states, never kept up by increments. A patient counts once in each figure
 * and once in each distribution.
 *
 * @param figures how many patients have something, by its name
 * @param distributions by name, each value with its patients
 */
record Totals(Count patients, Map<String, Count> figures, List<Distribution> distributions) {
    private static final String NOT_RECORDED = "NOT_RECORDED";

    record Distribution(String name, List<Cell> cells) {}

    record Cell(String value, Count count) {}

    /** @param byCenter whether the centers are told apart */
    static Totals of(List<PatientState> states, boolean byCenter) {
        List<Patient> patients = states.stream().map(Patient::of).toList();
        var distributions = new ArrayList<Distribution>();
        if (byCenter)
            distributions.add(
                    distribution("center", patients, it -> it.state().center().value()));
        distributions.add(distribution(
                "sex",
                patients,
                it -> it.state().enrolment().orElseThrow().sex().name()));
        distributions.add(distribution(
                "primarySite",
                patients,
                it -> it.first(
                        DiagnosisRecorded.class,
                        diagnosis -> diagnosis.primarySite().name())));
        distributions.add(distribution(
                "presentation",
                patients,
                it -> it.first(
                        DiagnosisRecorded.class,
                        diagnosis -> diagnosis.presentation().name())));
        distributions.add(distribution("genotype", patients, it -> it.first(GenotypeReported.class, Totals::genotype)));
        distributions.add(distribution(
                "firstResectionMargin",
                patients,
                it -> it.first(
                        ResectionPerformed.class,
                        resection -> resection.margin().name())));
        return new Totals(Count.of(patients.size()), figures(patients), List.copyOf(distributions));
    }

    private record Patient(PatientState state, Timeline timeline) {
        static Patient of(PatientState state) {
            return new Patient(state, state.timeline());
        }

        boolean has(Class<? extends org.accrual.study.events.ClinicalEvent> kind) {
            return !timeline.facts(kind).isEmpty();
        }

        /** What the first such fact in clinical order says. */
        <T extends org.accrual.study.events.ClinicalEvent> String first(Class<T> kind, Function<T, String> value) {
            return timeline.facts(kind).stream()
                    .findFirst()
                    .map(Fact::event)
                    .map(value)
                    .orElse(NOT_RECORDED);
        }
    }

    private static String genotype(GenotypeReported report) {
        return report.exon() == null ? report.gene().name() : report.gene() + " exon " + report.exon();
    }

    private static Map<String, Count> figures(List<Patient> patients) {
        var figures = new LinkedHashMap<String, Count>();
        figures.put("onImatinib", count(patients, it -> it.timeline().agents().contains(Therapy.IMATINIB)));
        figures.put("resected", count(patients, it -> it.has(ResectionPerformed.class)));
        figures.put("progressed", count(patients, it -> it.has(ProgressionRecorded.class)));
        figures.put("recurred", count(patients, it -> it.has(RecurrenceRecorded.class)));
        figures.put("adverseEvent", count(patients, it -> it.has(AdverseEventRecorded.class)));
        figures.put("followedUp", count(patients, it -> it.has(FollowUpRecorded.class)));
        figures.put("dead", count(patients, it -> it.timeline().death().isPresent()));
        figures.put(
                "withFindings", count(patients, it -> !Findings.of(it.state()).isEmpty()));
        return figures;
    }

    private static Count count(List<Patient> patients, Predicate<Patient> has) {
        return Count.of((int) patients.stream().filter(has).count());
    }

    private static Distribution distribution(String name, List<Patient> patients, Function<Patient, String> value) {
        var counts = new TreeMap<String, Integer>();
        patients.forEach(patient -> counts.merge(value.apply(patient), 1, Integer::sum));
        return new Distribution(
                name,
                counts.entrySet().stream()
                        .map(entry -> new Cell(entry.getKey(), Count.of(entry.getValue())))
                        .toList());
    }

    /** For whoever may see aggregates only: without any number from which a small one follows. */
    Totals withoutSmallCells() {
        int all = patients.patients();
        if (SmallCells.isSmall(all)) return allWithheld();
        var shown = new LinkedHashMap<String, Count>();
        figures.forEach((name, count) -> shown.put(name, Count.of(SmallCells.part(count.patients(), all))));
        return new Totals(
                patients,
                shown,
                distributions.stream().map(Totals::withoutSmallCells).toList());
    }

    private Totals allWithheld() {
        var none = new LinkedHashMap<String, Count>();
        figures.keySet().forEach(name -> none.put(name, Count.WITHHELD));
        return new Totals(
                Count.WITHHELD,
                none,
                distributions.stream()
                        .map(distribution -> new Distribution(distribution.name(), List.of()))
                        .toList());
    }

    private static Distribution withoutSmallCells(Distribution distribution) {
        List<Count> shown =
                SmallCells.parts(distribution.cells().stream()
                                .map(cell -> cell.count().patients())
                                .toList())
                        .stream()
                        .map(Count::of)
                        .toList();
        return new Distribution(
                distribution.name(),
                IntStream.range(0, shown.size())
                        .mapToObj(i -> new Cell(distribution.cells().get(i).value(), shown.get(i)))
                        .toList());
    }
}
